// Waiting before another try, cut short when the network is back or the person looks at the page again.

const waiting = new Set();

/** Milliseconds to wait after so many failures in a row: 1 second to 30, a little less or more each time. */
export function backoff(failures) {
  return 1000 * Math.max(1, Math.min(30, 2 ** (failures - 1)) * (0.7 + 0.3 * Math.random()));
}

export function pause(milliseconds) {
  return new Promise((resolve) => {
    const stop = onWake(done);
    const timer = setTimeout(done, milliseconds);
    function done() {
      clearTimeout(timer);
      stop();
      resolve();
    }
  });
}

/** Call `act` each time there is reason to try at once; returns how to stop that. */
export function onWake(act) {
  waiting.add(act);
  return () => waiting.delete(act);
}

function wake() {
  for (const act of [...waiting]) act();
}

addEventListener("online", wake);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && wake());
