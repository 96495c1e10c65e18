"""Signs of sexual exploitation (S) and of domestic servitude (D)."""

# code, sentence, explanation, key of config.demo.signs.SOURCES
ROWS: list[tuple[str, str, str, str]] = [
    (
        "S01",
        "They are moved often from one address or town to another.",
        "Moving people keeps them lost and without friends. Some people who sell sex choose to travel for work.",
        "west-midlands-sexual",
    ),
    (
        "S02",
        "Somebody guards them, drops them off and collects them.",
        "A guard decides where they go and when. Some people have a driver or friend for safety, and pay them freely.",
        "west-midlands-sexual",
    ),
    (
        "S03",
        "They speak little English except for words about sex.",
        "It can mean that they meet nobody but customers. A person may also be new here and still learning.",
        "west-midlands-sexual",
    ),
    (
        "S04",
        "They can't keep the money that they are paid.",
        "When somebody else takes it all, they can't leave. Sharing rent or costs by agreement is something else.",
        "west-midlands-sexual",
    ),
    (
        "S05",
        "They have a mark or tattoo that seems to say who owns them.",
        (
            "Some people who control others mark them. Most tattoos are a free choice, a name of somebody loved among "
            "them."
        ),
        "west-midlands-sexual",
    ),
    (
        "S06",
        "They sleep in the place where sex is sold.",
        "They may not be allowed to leave it. Some people work from the home that they rent or own.",
        "blue-blindfold",
    ),
    (
        "S07",
        "Many people come to one address for a short time, by day and by night.",
        "This may show that sex is sold there. It does not show that anybody is forced, so look for other signs.",
        "west-midlands-sexual",
    ),
    (
        "S08",
        "A home has cameras, barred windows or a sealed letterbox.",
        (
            "This can keep people in as well as out. Many homes have cameras and bars for safety, and it is no proof "
            "of force."
        ),
        "stop-the-traffik",
    ),
    (
        "S09",
        "There are many phones in one place, with numbers written on them.",
        "This may show that sex is sold there, or that one person answers for many. It is no proof of force.",
        "stop-the-traffik",
    ),
    (
        "S10",
        "They have very few clothes, and most of them are for selling sex.",
        "It can mean that they are never let out for anything else. What somebody wears is never a sign by itself.",
        "stop-the-traffik",
    ),
    (
        "S11",
        "They seem to be given drugs or drink to keep them under control.",
        (
            "Needing the next dose can tie a person to whoever gives it. Many people use drugs or drink with nobody "
            "controlling them."
        ),
        "derby",
    ),
    (
        "D01",
        "They live and work in a family's home.",
        (
            "Behind a front door it is hard to see who may leave. Most nannies, carers and cleaners who live in are "
            "treated well."
        ),
        "hope-for-justice",
    ),
    (
        "D02",
        "They eat apart from the family, or only what is left over.",
        "It can show that they count for less. Some people like to eat alone, or eat other food.",
        "west-midlands-domestic",
    ),
    (
        "D03",
        "They have no bedroom and no space of their own.",
        (
            "Sleeping on a sofa or floor means no rest and no privacy. Guests and crowded families make do for a while "
            "too."
        ),
        "hope-for-justice",
    ),
    (
        "D04",
        "They must be ready to work by day and by night.",
        "Work without end is a sign that they can't say no. A carer may be on call, but with pay and time off.",
        "hope-for-justice",
    ),
    (
        "D05",
        "They never go out without the family, or only to take the children to school.",
        "It stops them from meeting anybody who could help. Somebody new to a town may stay in by choice at first.",
        "west-midlands-domestic",
    ),
    (
        "D06",
        "They look poorer and less cared for than the family they live with.",
        "It can show that they are paid nothing. Old clothes are also what people wear to clean.",
        "west-midlands-domestic",
    ),
    (
        "D07",
        "The family decides whether they may ring or see anybody.",
        (
            "Cutting off friends and relations keeps a person in. A rule of no phone calls while minding children is "
            "common."
        ),
        "west-midlands-domestic",
    ),
    (
        "D08",
        "When they leave, the family says that they are missing or have stolen something.",
        "It turns the police against the person who got away. Sometimes it is true, so let the police find out.",
        "hope-for-justice",
    ),
    (
        "D09",
        "A child does housework instead of going to school or playing.",
        (
            "A child may have been sent to a family to work. Helping at home is fine when school, rest and play come "
            "first."
        ),
        "west-midlands-domestic",
    ),
]
