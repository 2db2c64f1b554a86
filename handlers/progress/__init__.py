"""How things stand: /tiendo, its screens, and figures in words."""
