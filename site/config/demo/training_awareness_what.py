"""The awareness course, lesson one: what human trafficking is, and what it is not."""

from config.demo.shapes import accordion, callout, figures, sources, text
from config.demo.training_shapes import Lesson

LESSON = Lesson(
    slug="what-it-is",
    title="What human trafficking is",
    summary="What the words mean, why saying yes may count for nothing, what people often get wrong, and what the "
    "numbers can tell.",
    content_note="This lesson says in plain words how people are controlled and used. It has no stories of single "
    "people. You can stop at any time and come back.",
    body=[
        text(
            "<p>Welcome. This course has six short lessons. They help you notice when somebody may be in the hands of "
            "people who use them. They also show you what to do then, and what is better left to others. You don't "
            "need to know anything before you begin.</p>",
            "<p>You will not become a detective. Nobody who takes this course goes out to look for victims. You learn "
            "to notice what you see in daily life anyway, and to make one good phone call.</p>",
            "<h2>Two names that you will meet</h2>",
            "<p><b>Human trafficking</b> means that somebody brings, moves or keeps a person in order to use them. "
            "<b>Modern slavery</b> is the wider name. It takes in trafficking, and also slavery and forced work where "
            "nobody was moved at all.</p>",
            "<p>To use a person in this way is called <b>exploitation</b>. People are used for work, for sex, for "
            "crime, or as servants in a home. Often it is more than one of these. The lessons that follow take them "
            "one by one.</p>",
            "<h2>Three parts: act, means, purpose</h2>",
            "<p>Countries have agreed on what trafficking is: {fact:palermo}. For an adult, three parts come "
            "together.</p>",
            "<ul><li><b>The act</b>: what is done. A person is recruited, moved, handed over, housed or taken in.</li>",
            "<li><b>The means</b>: how it is done. By threats or force. By lies. By taking somebody away. By using "
            "power over somebody who is in a weak place. By paying a person who controls them.</li>",
            "<li><b>The purpose</b>: why it is done. It is done to exploit the person.</li></ul>",
            "<p>It counts even if the exploitation has not begun yet. What matters is that it was meant to happen.</p>",
            "<h3>For a child, two parts are enough</h3>",
            "<p>A child is anybody under 18. For a child, the act and the purpose are enough. Nobody has to show "
            "threats, force or lies. A child can't agree to be exploited.</p>",
            "<h2>Saying yes may count for nothing</h2>",
            "<p>Many people said yes at first. They said yes to a job, a room, a journey or a new friend. They did "
            "not say yes to what came after. If they were threatened, cheated or controlled, their yes does not "
            "count.</p>",
            "<p>In the same way, a person who stays has not agreed. They may fear for their family. They may have no "
            "money and no papers. They may think that the police are against them. They may even believe that the "
            "person who uses them is a friend. <b>Not leaving is not the same as being free to leave.</b></p>",
            "<h2>What it is not</h2>",
            "<ul><li><b>It is not smuggling.</b> A smuggler is paid to get somebody across a border. Trafficking is "
            "about using a person. One can turn into the other on the way.</li>",
            "<li><b>It needs no border.</b> A move of a few streets is enough. A person can be trafficked in the town "
            "where they were born.</li>",
            "<li><b>It needs no chains.</b> Debt, fear, lies and love can hold a person as well as a locked door.</li>",
            "<li><b>It is not the same as a bad job.</b> Low pay and long hours are wrong, and there is help against "
            "them. Ask one more question: can this person say no, and can they leave?</li></ul>",
        ),
        accordion(
            "What people often get wrong",
            (
                "It happens to people from abroad",
                "<p>It happens to people from everywhere. In 2025 the largest group of people referred were "
                "{fact:nrm-2025-largest-group}. Where somebody comes from is no sign of anything.</p>",
            ),
            (
                "It happens to women",
                "<p>It happens to women and girls, and to men and boys. Of the people referred in 2023, "
                "{fact:nrm-2023-male} were boys and men.</p>",
            ),
            (
                "They would ask for help if they needed it",
                "<p>Many can't. They are watched, or afraid, or ashamed. Some don't know that there is help. Some "
                "don't see what is done to them as a crime.</p>",
            ),
            (
                "They broke the law, so they are no victim",
                "<p>A person can break the law because others make them do it. The law of England and Wales knows "
                "this. A person who was made to commit a crime may have a defence: {fact:msa-section-45}. It does not "
                "cover the most serious crimes.</p>",
            ),
        ),
        text(
            "<h2>What the law says</h2>",
            "<p>The main law in England and Wales is the {fact:msa-2015}. The longest sentence is {fact:msa-life}. "
            "Scotland and Northern Ireland have Acts of their own. You don't have to know the law to notice that "
            "something is wrong.</p>",
            "<h2>What the numbers can tell</h2>",
            "<p>In the UK, people who may be victims can be <b>referred</b> for support. Lesson six says how. The "
            "Home Office counts these people. Nobody knows how many others are never seen, so this is not the number "
            "of victims.</p>",
        ),
        figures(
            ("nrm-2025", "were referred as possible victims in 2025, the most in any year so far"),
            ("nrm-2025-rise", "more than in the year before"),
            ("nrm-2023-children", "of the people referred in 2023 said that they were exploited as children"),
        ),
        text(
            "<p>More people referred may mean that more people are harmed. It may also mean that more people know "
            "what to look for, and make the call. Both can be true at once.</p>",
            "<h2>Why your part matters</h2>",
            "<p>Victims pass through places where other people are. They buy food. They wait for a bus. They stand in "
            "the next queue. A neighbour, a nurse or a driver may be the only one who sees that something is wrong. "
            "What you notice may be the piece that somebody else needs.</p>",
            "<p>You are not asked to be sure. You are not asked to act alone. You are asked to take what you see "
            "seriously, and to pass it to people whose work it is.</p>",
        ),
        callout(
            "info",
            "To take away",
            "<ul><li>Trafficking of an adult has an act, a means and a purpose. For a child, the act and the purpose "
            "are enough.</li><li>It needs no border, no chains and no stranger.</li><li>A yes that was got by "
            "threats, lies or control does not count.</li></ul>",
        ),
        sources(
            (
                "United Nations, Protocol to Prevent, Suppress and Punish Trafficking in Persons",
                "https://www.ohchr.org/en/instruments-mechanisms/instruments/protocol-prevent-suppress-and-punish-trafficking-persons",
                "2000-11-15",
                "Act, means and purpose; the rule for children",
            ),
            (
                "Modern Slavery Act 2015",
                "https://www.legislation.gov.uk/ukpga/2015/30/contents",
                "2015-03-26",
                "The crimes, consent, and the defence for victims",
            ),
            (
                "Home Office, modern slavery statistics for 2025, annex",
                "https://www.gov.uk/government/statistics/modern-slavery-nrm-and-dtn-statistics-end-of-year-summary-2025/annex-an-analysis-of-nrm-referrals-and-dtn-reports-for-potential-victims-of-modern-slavery-2024-to-2025",
                "2026-02-19",
                "The numbers of 2025",
            ),
        ),
    ],
    scenario=[
        text(
            "<p>You talk with a young man who washes cars near your work. He says that he was born two towns away. A "
            "man offered him a job and a room when he had no home. Now all his pay goes on the rent, and what he owes "
            "grows each week. “I said yes to it,” he says. “So it's my own fault.”</p>",
            "<p><b>Could this be human trafficking?</b></p>",
        ),
        accordion(
            "Choose an answer, then open it",
            (
                "No. He was born here, and nobody took him abroad.",
                "<p>No border has to be crossed. He was housed and put to work, and that can be enough for the act. "
                "If you think of trafficking as a journey, you will miss people like him.</p>",
            ),
            (
                "No. He agreed to the job.",
                "<p>He agreed to a job and a room. He did not agree to a debt that only grows. If he was cheated or "
                "is controlled, his yes does not count. It is good to tell him that it is not his fault. Don't press "
                "him for more.</p>",
            ),
            (
                "It could be. I can't know, and I can ask for advice.",
                "<p>This is the best answer. There may be an act, a means and a purpose. You can't know, and you "
                "don't have to. You can ring the helpline on {fact:helpline} and say what you heard. Don't question "
                "his boss, and don't offer him a bed.</p>",
            ),
        ),
    ],
    indicators=["G16", "L03", "L04"],
    facts=[
        "palermo",
        "nrm-2025-largest-group",
        "nrm-2023-male",
        "msa-section-45",
        "msa-2015",
        "msa-life",
        "nrm-2025",
        "nrm-2025-rise",
        "nrm-2023-children",
        "helpline",
    ],
    critical=["helpline"],
    minutes=9,
)
