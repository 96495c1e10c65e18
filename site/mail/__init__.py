"""How a message leaves: rows written first, then sent through whichever backend is configured."""
