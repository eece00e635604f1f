"""The colours of all pictures and cards: apart for colour-blind readers, legible on the ground."""

INK, SOFT, FAINT, GROUND, PAPER = "#1f2430", "#5c6370", "#d5d8de", "#ffffff", "#f6f7f9"
BLUE, ORANGE, GREEN, PURPLE, RED = "#0b62a4", "#c2510c", "#0b7a58", "#8a4a86", "#a3281c"
# behind entries that have an edge of this colour
TINT = {BLUE: "#d6e8f7", ORANGE: "#fde0cb", GREEN: "#d3efe4", PURPLE: "#efe2ee"}
