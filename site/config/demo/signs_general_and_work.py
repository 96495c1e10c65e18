"""Signs of any kind of exploitation (G) and of forced labour (L)."""

# code, sentence, explanation, key of config.demo.signs.SOURCES
ROWS: list[tuple[str, str, str, str]] = [
    (
        "G01",
        "They look hungry, unwashed or not cared for.",
        "Somebody in control may keep back food and washing. But illness, grief or being poor can look the same.",
        "helpline",
    ),
    (
        "G02",
        "They have injuries that nobody has treated, or that do not fit the story they tell.",
        (
            "Some people are hurt, then kept from a doctor. Most injuries are accidents, and many people put off "
            "seeing a doctor."
        ),
        "helpline",
    ),
    (
        "G03",
        "They seem afraid or shut off, and avoid looking at you.",
        (
            "Fear of being punished can show like this. So can shyness, a bad day, or a custom of not looking a "
            "stranger in the eye."
        ),
        "helpline",
    ),
    (
        "G04",
        "Somebody else answers for them or says what they mean.",
        (
            "A person in control may want to be the only voice. Many people bring a friend or relation to help with "
            "the language."
        ),
        "salvation-army",
    ),
    (
        "G05",
        "They seem watched, told what to say, or never left alone.",
        (
            "Being watched stops a person from asking for help. Families and close friends may also stay together all "
            "the time."
        ),
        "toolkit",
    ),
    (
        "G06",
        "Somebody else keeps their passport, phone, money or bank card.",
        (
            "Without these it is hard to leave. Some couples and families do share money, and some people have lost "
            "their papers."
        ),
        "toolkit",
    ),
    (
        "G07",
        "They don't know their own address, or which town they are in.",
        (
            "They may have been moved without being told. A person who has just arrived, or who is confused or ill, "
            "may not know either."
        ),
        "salvation-army",
    ),
    (
        "G08",
        "They wear the same clothes day after day, or clothes wrong for the weather or the job.",
        (
            "They may own nothing else and get no money. But people may also be poor, wear a work uniform, or just "
            "like what they wear."
        ),
        "helpline",
    ),
    (
        "G09",
        "They are always fetched and dropped off, at odd hours or at exactly the same times.",
        (
            "The same van and the same driver can be a way to keep control. Shift workers share lifts too, often early "
            "or late."
        ),
        "helpline",
    ),
    (
        "G10",
        "Somebody else always pays for their travel.",
        (
            "Paying for tickets can begin a debt or decide where a person goes. Friends, parents and good employers "
            "pay for travel too."
        ),
        "salvation-army",
    ),
    (
        "G11",
        "They have hardly anything of their own.",
        (
            "Exploited people are often moved at short notice, with one bag. So are people who are homeless, new here, "
            "or like to travel light."
        ),
        "helpline",
    ),
    (
        "G12",
        "They are afraid of the police, of being sent away, or of anybody official.",
        (
            "They may have been told that the police will harm them. Others had bad times with officials here or in "
            "the land they left."
        ),
        "toolkit",
    ),
    (
        "G13",
        "Their home is crowded and bare, or its windows are always covered.",
        (
            "People who are used for gain are often kept where it is cheap and nobody can see in. High rents make many "
            "honest homes crowded."
        ),
        "sandwell-signs",
    ),
    (
        "G14",
        "They live in the place where they work.",
        (
            "Somebody can then control both their work and their rest. Some honest jobs come with a room, such as in "
            "care, hotels or farms."
        ),
        "helpline",
    ),
    (
        "G15",
        "Their story sounds learned by heart, or changes each time.",
        (
            "They may have been told what to say. Fear, shock and bad memories also make it hard to tell a story in "
            "order."
        ),
        "clewer",
    ),
    (
        "G16",
        "They think that they owe a debt, and it never gets smaller.",
        (
            "Such debts are a way to hold people, and they are often made up. Many people owe money in the ordinary "
            "way and pay it back."
        ),
        "toolkit",
    ),
    (
        "G17",
        "They have a partner or friend who does not seem right, such as a much older boyfriend.",
        (
            "A pretend partner is one way to gain control. A gap in age is not wrong in itself: look at who decides, "
            "and who is afraid."
        ),
        "helpline",
    ),
    (
        "G18",
        "Somebody threatens them, or says that their family at home will be hurt.",
        "A threat can hold a person without any lock. It is serious whatever lies behind it, so tell the police.",
        "sohtis",
    ),
    (
        "L01",
        "They do risky work with no safety clothes or training.",
        (
            "Employers who use people up save money on safety. A careless employer may do so too, and that is also "
            "worth reporting."
        ),
        "west-midlands-labour",
    ),
    (
        "L02",
        "They work very long hours with few breaks and no days off.",
        (
            "A person who can't refuse has no rest. Some people choose long shifts for a time, so look at what else "
            "you see."
        ),
        "toolkit",
    ),
    (
        "L03",
        "They get little or no pay, or it goes to somebody else.",
        (
            "Keeping the pay keeps the person. Underpaid work is not always slavery, but it is against the law and can "
            "be reported."
        ),
        "west-midlands-labour",
    ),
    (
        "L04",
        "Large sums are taken from their pay for a room, food, tools or travel.",
        (
            "When a boss sets every price, the worker never gets ahead. A fair employer may take a small sum that both "
            "agreed on."
        ),
        "west-midlands-labour",
    ),
    (
        "L05",
        "They have no contract and no payslip.",
        "With nothing on paper it is hard to prove hours or pay. Small firms may just be slow with papers.",
        "sandwell",
    ),
    (
        "L06",
        "They are driven to work in a group, in a van or minibus, at odd hours.",
        (
            "The driver may decide where they live, work and go. Many farms and factories run a bus because there is "
            "none."
        ),
        "west-midlands-labour",
    ),
    (
        "L07",
        "One person always speaks for all the workers.",
        (
            "That person may be in control and pass on only what suits them. A team may also choose its best English "
            "speaker."
        ),
        "clewer",
    ),
    (
        "L08",
        "The employer keeps their passports or other papers.",
        (
            "Nobody has to hand over a passport for good to get a job. An employer may look at papers and copy them, "
            "then give them back."
        ),
        "clewer",
    ),
    (
        "L09",
        "A bank account was opened for them, or many workers share one address or account.",
        "Somebody else may be taking the wages, or borrowing in the worker's name. Housemates do share an address.",
        "clewer-accounts",
    ),
    (
        "L10",
        "They wash or sleep at work.",
        "They may have nowhere else, or may not be allowed to go. Night staff and cyclists wash at work too.",
        "clewer",
    ),
    (
        "L11",
        "Customers must pay cash to one manager, who gives no receipt.",
        "Cash hides how little the workers get. Many small shops like cash, so take it together with other signs.",
        "clewer-car-wash",
    ),
    (
        "L12",
        "Back rooms are locked or out of bounds, or shabby behind a smart front.",
        "People may be living there out of sight. Shops also lock up stock, and staff rooms are seldom smart.",
        "west-midlands-labour",
    ),
]
