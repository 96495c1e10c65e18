"""Who people are: a person, the address they are written to at, and the login some of them have."""
