"""The awareness course, lesson four: sexual and criminal exploitation, county lines and cuckooing."""

from config.demo.shapes import accordion, callout, sources, text
from config.demo.training_shapes import Lesson

LESSON = Lesson(
    slug="sex-and-crime",
    title="Used for sex, used for crime",
    summary="People who are used for sex, without old pictures in our heads. People who are made to break the law. "
    "County lines. And cuckooing, when a home is taken over.",
    content_note="This lesson is about people who are used for sex or made to break the law. It has no details of "
    "abuse. If it touches your own life, you may want to leave it out or read it with somebody you trust.",
    body=[
        text(
            "<p>This lesson is about two things that many people find hard to speak of. In both, the person who is "
            "used is often blamed: for selling sex, or for breaking the law. So we begin with a different question. "
            "<b>Who gains, and who can't say no?</b></p>",
            "<h2>Sexual exploitation</h2>",
            "<p>A person is made to sell or do sexual acts, and others take the gain. They may be forced, tricked, or "
            "tied by love, debt or drugs. It happens to women and girls, and also to men and boys.</p>",
            "<p>Adults may sell sex by their own choice. That is not what this course is about, and it is no reason "
            "to make a call. Three of the signs, S07, S08 and S09, show only that sex is sold somewhere. By "
            "themselves they don't show that anybody is forced. Look for them together with others: somebody is "
            "guarded, or moved from town to town, or can't keep the money.</p>",
            "<p>A person under 18 can never agree to it. With a child there is nothing to weigh.</p>",
        ),
        text(
            "<p>The signs of sexual exploitation are S01 to S11. They stand at the end of this lesson, each with what "
            "else it may be.</p>",
        ),
        text(
            "<h2>Criminal exploitation</h2>",
            "<p>Somebody is forced, tricked or groomed into breaking the law, and others take the gain. They carry "
            "drugs, steal from shops, beg, or look after cannabis in a locked house. Or their bank account is used by "
            "others. It is mostly the one who is used who gets caught.</p>",
            "<h3>County lines</h3>",
            "<p>A gang in one place sells drugs in another, often a smaller town. The <b>line</b> is the phone on "
            "which people order. The gang uses children, and adults who are in a weak place, to carry the drugs and "
            "bring back the money. So the gang stays out of sight.</p>",
            "<p>It begins with what looks like luck: a friend, new shoes, a little cash. Then there is a debt, and "
            "the debt must be worked off. Threats keep it going. A young person may come to believe that they chose "
            "all this.</p>",
            "<h3>Cuckooing</h3>",
            "<p>A cuckoo lays its eggs in other birds' nests. In <b>cuckooing</b>, a gang takes over the home of "
            "somebody who can't easily say no. It uses the home for drugs or other crimes. It picks people who live "
            "alone, are ill, use drugs or are short of company. The person opens the door to a new friend. Later it "
            "is no longer their door.</p>",
            "<h3>What the law says</h3>",
            "<p>A person who was made to commit a crime may have a defence: {fact:msa-section-45}. It does not cover "
            "the most serious crimes. A newer law, the {fact:crime-policing-2026}, names child criminal exploitation "
            "and cuckooing as crimes. It starts step by step. We have not been able to check if these parts are in "
            "force yet. You don't need to know that before you ring.</p>",
        ),
        text(
            "<p>The signs of forced crime are C01 to C14, at the end of this lesson. Look through them now, and then "
            "come back.</p>",
        ),
        text(
            "<h2>How to weigh them</h2>",
            "<p>Young people do change, go out late and buy new shoes. Neighbours do have visitors. Look for change, "
            "and for signs that fit together. A boy who is often away from school (C05), has two phones (C03) and is "
            "found in a town that he has no reason to be in (C01): that is a picture. A neighbour whose new friends "
            "are loud is not. A neighbour who has new visitors at all hours (C12), and is not seen any more (C13), "
            "may be.</p>",
            "<h2>When you ring</h2>",
            "<p>Somebody who steals may be a victim too. If you think that they are made to do it, <b>say so</b>. "
            "{fact:advice-forced-crime}. Then the police know to look for a person who needs help, and not only for a "
            "thief.</p>",
            "<p>The same goes for a neighbour whose home was taken over. You don't report the neighbour. You say that "
            "you are worried about them.</p>",
        ),
        callout(
            "warning",
            "Stay away from gangs and their doors",
            "<p>{fact:advice-no-investigating}: not to the flat, not behind the car, not with your phone in your "
            "hand. People who earn money this way can be violent. What you have seen from your own window is "
            "enough.</p>",
        ),
        sources(
            (
                "Home Office, county lines guidance",
                "https://www.gov.uk/government/publications/criminal-exploitation-of-children-and-vulnerable-adults-county-lines/criminal-exploitation-of-children-and-vulnerable-adults-county-lines",
                "2023-10-20",
                "County lines and their signs",
            ),
            (
                "Stop the Traffik, signs of sexual exploitation at a property",
                "https://www.stopthetraffik.org/spot/scenario/3.html",
                "",
                "Which signs show only that sex is sold",
            ),
            (
                "Cambridgeshire and Peterborough Safeguarding Partnership, cuckooing",
                "https://safeguardingcambspeterborough.org.uk/adults-board/adult-abuse-and-neglect/cuckooing",
                "",
                "How homes are taken over, and whose",
            ),
            (
                "National Business Crime Centre, criminal exploitation in shops",
                "https://nbcc.police.uk/guidance/identifying-criminal-exploitation-in-retail",
                "",
                "Forced theft, and what to tell the police",
            ),
        ),
    ],
    scenario=[
        text(
            "<p>An older man lives alone across the landing. Last spring he told you about his new friends, who "
            "brought him a television. Now cars stop outside at night. Strangers go in and out, with a key. You have "
            "not seen him for two weeks. Today his curtains are shut, and the lock on his door is broken.</p>",
            "<p><b>What is the best thing to do?</b></p>",
        ),
        accordion(
            "Choose an answer, then open it",
            (
                "Knock, and ask the strangers to leave him alone.",
                "<p>Please don't. They may be violent, to you and to him. They would also know who made the call when "
                "the police come. Leave the door to people who are trained for it.</p>",
            ),
            (
                "Ring the police and say that you are worried about him, and why.",
                "<p>This is the best answer. Gifts, new visitors, a broken lock and a man who is not seen: these "
                "signs fit together. Say that his home may have been taken over, and that you fear for him. If you "
                "think that he is in danger now, or hear a cry, ring {fact:emergency}. If not, ring {fact:police}.</p>",
            ),
            (
                "Complain to the landlord about the noise.",
                "<p>The landlord may try to put the man out. Then he loses his home, and the gang finds another. The "
                "noise is the smallest part of it. Ring the police and say that you are worried about <b>him</b>.</p>",
            ),
        ),
    ],
    indicators=[*(f"S{number:02}" for number in range(1, 12)), *(f"C{number:02}" for number in range(1, 15))],
    facts=[
        "msa-section-45",
        "crime-policing-2026",
        "advice-forced-crime",
        "advice-no-investigating",
        "emergency",
        "police",
    ],
    critical=["advice-forced-crime", "advice-no-investigating", "emergency", "police"],
    minutes=10,
)
