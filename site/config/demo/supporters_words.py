"""The lists of supporters that staff of the demonstration bring in, each line as it stands in the file."""

from config.demo.mailouts_words import NAMED

HEADER = ("Email", "First name", "Last name", "Agreed")
PASSERS_BY = 24  # each with an address of their own
NO_ADDRESS, NO_MAILBOX, NOT_AGREED = "no address", "noreply@example.org", "stall-90@example.org"
REFUSED = (
    (NO_ADDRESS, "Passer-by", "Ninety-one", "yes"),
    (NO_MAILBOX, "Passer-by", "Ninety-two", "yes"),
    (NOT_AGREED, "Passer-by", "Ninety", "no"),
    ("stall-93@example.org", "Passer-by", "Ninety-three", "perhaps"),
)
TWICE = ("stall-1@example.org", "Passer-by", "One again", "yes")
KNOWN = (NAMED["Sam Sampler"], "Sam", "Sampler", "yes")
FAIR = "stall-at-the-fair.csv"
EVIDENCE = (
    "Each of them wrote their address on the sheet at our stall, below the words of the box for campaign news, and "
    "signed beside it. The sheets are in the office, in the folder for the fair."
)
TALK = "after-the-talk.csv"
TALK_HEADER = ("Who", "Write to", "May we write?")
TALK_LINES = tuple((f"Listener {number}", f"listener-{number}@example.org", "yes") for number in range(1, 13))
