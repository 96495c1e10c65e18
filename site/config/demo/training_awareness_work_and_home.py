"""The awareness course, lesson three: forced work, and servitude in a home."""

from config.demo.shapes import accordion, callout, figures, sources, text
from config.demo.training_shapes import Lesson

LESSON = Lesson(
    slug="at-work-and-in-a-home",
    title="At work and in a home",
    summary="How people are made to work for little or nothing, on sites and behind front doors, what holds them "
    "there, and what you may notice.",
    content_note="This lesson is about people who are made to work by debts, lies and threats, some of them in a "
    "family's home. Violence is named, not shown.",
    body=[
        text(
            "<p>People are forced to work in places that all of us use. They build, pick, pack, wash, cook, clean and "
            "care. This lesson is about two kinds of forced work. One is out in the open, in a firm or on a site. The "
            "other is behind a front door.</p>",
            "<h2>When is work forced?</h2>",
            "<p>Work is forced when a person did not freely choose it, and does it because they fear what will happen "
            "if they stop. Bad pay alone is not forced labour. Ask two things: <b>can they say no, and can they "
            "leave?</b></p>",
            "<p>In England and Wales it is a crime to hold a person in slavery or servitude, or to force them to "
            "work: {fact:msa-section-1}. It makes no difference that they said yes at first, or that they get a "
            "little money.</p>",
            "<h2>What holds people</h2>",
            "<p>The most common tie is a debt. It is called <b>debt bondage</b>. A person is told that they must work "
            "off what they owe for the journey, the room or the job. Each day adds more: for the bed, the food, the "
            "van, the tools. The debt can't be paid off. It is not meant to be.</p>",
            "<ul><li>Somebody keeps their passport or bank card.</li>",
            "<li>Their pay goes to an account that another person controls.</li>",
            "<li>They live where they work, or far from anybody else.</li>",
            "<li>They hear that the police will arrest them.</li>",
            "<li>They, or their families, are threatened.</li></ul>",
            "<h2>Forced work out in the open</h2>",
            "<p>It is found where many hands are needed, or where work is paid in cash: on farms and building sites, "
            "in factories, kitchens, car washes and nail bars, and in care. Most firms in these trades are honest. "
            "Low prices alone are no sign.</p>",
            "<p>Some people even have a real job with a real contract. They are robbed of their pay later, by whoever "
            "houses them. So the boss may know nothing about it.</p>",
        ),
        figures(
            (
                "adults-labour-2021",
                "of the adults referred in 2021 were referred for forced work, the most common kind for adults",
            ),
        ),
        text(
            "<p>The signs at work are L01 to L12. They stand at the end of this lesson. Look through them now, and "
            "then come back.</p>",
        ),
        text(
            "<h3>How to weigh them</h3>",
            "<p>Take two or three of these with a general sign from lesson two. A van at six in the morning (L06) is "
            "how many people get to work. A van, with one man who speaks for all (L07), no safety clothes (L01) and "
            "faces full of fear (G03), is another picture.</p>",
            "<p>If you are worried about pay or hours and nobody is being forced, there is an agency for that: the "
            "{fact:fair-work-agency}. It took over from the Gangmasters and Labour Abuse Authority in April 2026. If "
            "you think that somebody is forced, ring the police or the helpline.</p>",
            "<h2>Behind a front door</h2>",
            "<p>Some people must cook, clean and care for a family day and night, and can't leave. This is called "
            "<b>domestic servitude</b>. Most people who live in and work for a family are treated well. Here the "
            "person has no real pay, no time off and often no bed of their own.</p>",
            "<p>It can be a nanny or a carer. It can be somebody who came to marry. It can be a child who was sent to "
            "relations to go to school, and is kept at home to work. Some of them were born here.</p>",
            "<p>Because nobody else works there, it can go on for years. Those who notice are neighbours, parents at "
            "the school gate, people at church or mosque, health visitors, and whoever comes to mend the boiler.</p>",
        ),
        text(
            "<p>The signs in a home are D01 to D09, at the end of this lesson.</p>",
        ),
        text(
            "<h3>How to weigh them</h3>",
            "<p>A person who is always with the children may be a happy aunt. Look for the difference: between how "
            "the family lives and how this person lives. Who may sit down? Who may go out? Who has a phone? But look "
            "only at what you happen to see. Don't ask the children, and don't go to the door to find out.</p>",
            "<p>No custom allows it, and no country of birth is a sign of it. The law is the same for each family "
            "here.</p>",
        ),
        callout(
            "warning",
            "Don't speak to the boss or the family",
            "<p>{fact:advice-no-confronting}. If they feel watched, they may move the person away or hurt them. "
            "{fact:advice-no-interpreting}: a friendly foreman who says what the others mean may be the one in "
            "control.</p>",
        ),
        sources(
            (
                "Modern Slavery Act 2015, section 1",
                "https://www.legislation.gov.uk/ukpga/2015/30/section/1",
                "2015-03-26",
                "The crime",
            ),
            (
                "The Clewer Initiative, signs of exploitation and forced labour",
                "https://theclewerinitiative.org/modern-slavery/signs-of-exploitation-and-forced-labour",
                "",
                "How workers are held",
            ),
            (
                "Hope for Justice, signs of domestic servitude",
                "https://archive.hopeforjustice.org/spot-the-signs/domestic-servitude/",
                "",
                "Signs in a home",
            ),
            (
                "Fair Work Agency, on GOV.UK",
                "https://www.gov.uk/government/organisations/fair-work-agency",
                "2026-08-22",
                "The body for abuse at work",
            ),
        ),
    ],
    scenario=[
        text(
            "<p>Builders are at work on the house next to yours. There are five men. A sixth drives them in and out, "
            "and always does the talking. The five have no helmets and thin shoes. You say good morning to one of "
            "them. He looks at the driver before he nods. You hear the driver shout about money that “you all still "
            "owe”.</p>",
            "<p><b>What is the best thing to do?</b></p>",
        ),
        accordion(
            "Choose an answer, then open it",
            (
                "Tell the driver that you know what he is up to.",
                "<p>Please don't. He may take it out on the five men. He may move them tonight, and then nobody can "
                "find them. It may put you in danger too. Don't accuse anybody of anything.</p>",
            ),
            (
                "Take a short film from the window, so that you have proof.",
                "<p>You don't need proof, and somebody may see you film. Write down later what you remember: days, "
                "times, what you saw and heard, the van. That is enough for a call.</p>",
            ),
            (
                "Say nothing to them. Ring the helpline or the police from inside your home.",
                "<p>This is the best answer. There are several signs: one person speaks for all, no safety clothes, "
                "fear, and a debt. Ring {fact:helpline} or {fact:police}. If you see somebody hurt, or about to be "
                "hurt, ring {fact:emergency}.</p>",
            ),
        ),
    ],
    indicators=[*(f"L{number:02}" for number in range(1, 13)), *(f"D{number:02}" for number in range(1, 10))],
    facts=[
        "msa-section-1",
        "adults-labour-2021",
        "fair-work-agency",
        "advice-no-confronting",
        "advice-no-interpreting",
        "helpline",
        "police",
        "emergency",
    ],
    critical=["advice-no-confronting", "advice-no-interpreting", "helpline", "police", "emergency"],
    minutes=10,
)
