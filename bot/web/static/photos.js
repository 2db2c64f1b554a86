// Pictures made small enough for a patchy network. Written anew, they also no longer say where they were taken.

const LONGEST_SIDE = 1600; // pixels
const QUALITY = 0.85;

/** The picture as a JPEG file `{file, name}`; as it came, where the browser cannot read it. */
export async function shrunk(file) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    const pen = canvas.getContext("2d");
    pen.fillStyle = "white"; // JPEG knows no transparency
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const jpeg = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
    return { file: jpeg ?? file, name: jpeg ? file.name.replace(/(\.\w+)?$/, ".jpg") : file.name };
  } catch {
    return { file, name: file.name };
  }
}
