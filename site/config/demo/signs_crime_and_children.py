"""Signs of criminal exploitation (C) and signs in children (K)."""

# code, sentence, explanation, key of config.demo.signs.SOURCES
ROWS: list[tuple[str, str, str, str]] = [
    (
        "C01",
        "A young person is often missing, or is found far from home.",
        "Gangs send children to sell drugs in other towns. Trouble at home or at school can make a child run off too.",
        "county-lines",
    ),
    (
        "C02",
        "They have money, clothes or phones that they can't explain.",
        "Gifts and cash draw a child in, then become a debt. A job, a birthday or a swap with friends may explain it.",
        "county-lines",
    ),
    (
        "C03",
        "They have several phones or SIM cards, or get calls and messages all the time.",
        "A gang may give orders by phone. Most teenagers are on their phones a lot, and many keep an old one.",
        "county-lines",
    ),
    (
        "C04",
        "They spend time with older people who seem to control them.",
        (
            "Somebody older may act as a friend to gain a hold. Older cousins, team-mates and workmates are mostly "
            "just that."
        ),
        "county-lines",
    ),
    (
        "C05",
        "Their work at school falls away, or they stop going.",
        (
            "A child who is working for a gang has no time for school. Bullying, illness or worry at home may be the "
            "reason."
        ),
        "county-lines",
    ),
    (
        "C06",
        "They have injuries, carry a weapon, or are afraid about money they owe.",
        "Gangs use fear and made-up debts. Whatever the reason is, a young person like this needs help now.",
        "county-lines",
    ),
    (
        "C07",
        "They travel alone in school hours or late at night, seem lost, or have a ticket that others paid for.",
        (
            "Children are sent by train, coach and taxi to places they don't know. Many young people travel alone for "
            "good reasons."
        ),
        "watford",
    ),
    (
        "C08",
        "They have hotel cards, or keys to places that nobody knows of.",
        "A gang may put them up far from home. Young people also look after neighbours' keys or stay with relations.",
        "surrey-heath",
    ),
    (
        "C09",
        "They become secretive, angry or shut off, or they harm themselves.",
        (
            "Fear and shame can come out like this. These changes have many causes, and the young person needs care "
            "for all of them."
        ),
        "county-lines",
    ),
    (
        "C10",
        "Somebody is dropped off to beg or steal, is watched, and hands over what they get.",
        "They may be forced to do it. If you tell the police, say that you fear forced crime and modern slavery.",
        "business-crime",
    ),
    (
        "C11",
        "Somebody seems shut in a house where cannabis is grown, with a makeshift bed and strong locks.",
        (
            "Gangs lock people in to tend the plants. Covered windows and a strong smell alone do not show that "
            "anybody is held."
        ),
        "sandwell-signs",
    ),
    (
        "C12",
        "Strangers, cars, noise and litter appear at a neighbour's home at all hours.",
        (
            "A gang may have taken over the home, which is called cuckooing. New tenants, a party or building work may "
            "explain it."
        ),
        "peterborough",
    ),
    (
        "C13",
        "The neighbour is not seen any more or seems worried, the curtains stay shut, or the door is damaged.",
        "They may be held back in their own home. They may also be ill, away or in hospital.",
        "derbyshire",
    ),
    (
        "C14",
        "Somebody gets gifts from new friends, then loses control of their own home.",
        (
            "The gifts are how it starts; later come threats. Making new friends is good, so notice who decides in the "
            "home."
        ),
        "bexley",
    ),
    (
        "K01",
        "It is not clear who the adult with a child is, or who is responsible for the child.",
        (
            "A child may have been handed to a stranger. Many children live with relations or family friends, and that "
            "is often fine."
        ),
        "toolkit",
    ),
    (
        "K02",
        "A child is not at any school and has no doctor.",
        (
            "Nobody who could notice then sees the child. Some families teach at home, and families who have just "
            "moved may still be waiting."
        ),
        "brighton",
    ),
    (
        "K03",
        "A child is moved from address to address, or comes with a different adult each time.",
        "It can be a way to hide who has the child. Families in short-term housing move often too.",
        "brighton",
    ),
    (
        "K04",
        "A child goes missing, above all soon after coming into care.",
        (
            "Those who exploit a child may have told them to run and where to go. Tell the police at once, whatever "
            "the reason."
        ),
        "ecpat",
    ),
    (
        "K05",
        "A child says that somebody hurt them, then takes it back.",
        (
            "They may have been threatened. Taking it back does not mean that it was not true, so let trained people "
            "look into it."
        ),
        "plymouth",
    ),
    (
        "K06",
        "Adults whom the family does not know take a child to parties, hotels or takeaways.",
        (
            "Treats and lifts can be part of grooming, which is winning trust in order to harm. They may also be "
            "family friends whom a parent trusts."
        ),
        "bournemouth",
    ),
    (
        "K07",
        "A child gets gifts or money for bringing friends along.",
        "It draws in more children and makes the first one feel to blame. It is never the child's fault.",
        "ceop",
    ),
    (
        "K08",
        "A child talks about sex or drugs in a way that is far beyond their age.",
        "They may have seen or been through too much. Children also pick up words online or from older pupils.",
        "hertsmere",
    ),
]
