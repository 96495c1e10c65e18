"""The awareness course, lesson five: children, and people who are easier to use."""

from config.demo.shapes import accordion, callout, figures, sources, text
from config.demo.training_shapes import Lesson

LESSON = Lesson(
    slug="children",
    title="Children, and those who are easier to use",
    summary="Why the rule is different for children, how grooming works, the signs in children, and what to do if a "
    "child tells you something.",
    content_note="This lesson is about harm to children. It explains how adults win a child's trust, and gives no "
    "details of abuse. If it touches your own life, you may want to leave it out.",
    body=[
        text(
            "<p>In law, a child is anybody under 18. A tall boy of seventeen with a beard is a child. So is a girl "
            "who says that she can look after herself. Keep that in mind as you read, because it changes what "
            "counts.</p>",
            "<h2>The rule for children</h2>",
            "<p>For an adult, trafficking needs an act, a means and a purpose. For a child, the act and the purpose "
            "are enough: {fact:palermo}. Nobody has to show force, threats or lies. A child can't agree to be "
            "exploited. So “she went along with it” is never an answer.</p>",
            "<p>The move can be a journey from abroad. It can also be a ride to a house down the road.</p>",
        ),
        figures(
            ("nrm-2023-children", "of the people referred in 2023 said that they were exploited as children"),
            ("children-criminal-2021", "of the children referred in 2021 were referred for criminal exploitation"),
        ),
        text(
            "<h2>What children are used for</h2>",
            "<p>For crime, such as carrying drugs. For sex. For work and housework. For begging and stealing. Often "
            "it is more than one of these. Many of these children were born here. It happens to girls and boys, in "
            "every kind of family, in cities and in small places.</p>",
            "<h2>How it begins: grooming</h2>",
            "<p><b>Grooming</b> means winning a child's trust in order to use it. It can be done face to face or "
            "online. It often goes like this.</p>",
            "<ul><li>Somebody finds out what the child misses, and gives it: time, praise, love, money, a place to "
            "belong.</li>",
            "<li>They ask for something small: carry this bag, look after this parcel, come along tonight.</li>",
            "<li>They become the one person whom the child listens to.</li>",
            "<li>Then the gifts must be paid for.</li></ul>",
            "<p>It need not be a stranger. It can be a boyfriend or girlfriend, an older friend, another child who "
            "has to bring new ones, or a relation. The child may love them. The child may guard them from you.</p>",
            "<h2>Why children stay, and go back</h2>",
            "<p>They think that they are in love, or in debt. They, their friends or their family are threatened. "
            "They are told that they will go to prison. They may not know that what is done to them is wrong. Some "
            "children who came here alone were told to trust nobody and to run from care. So a child who goes back "
            "has not chosen it.</p>",
        ),
        figures(
            (
                "missing-from-care-2020",
                "of the children in council care who were, or may have been, trafficked went missing in 2020",
            ),
        ),
        text(
            "<h2>The signs in children</h2>",
            "<p>There are eight, K01 to K08. They stand at the end of this lesson, with some signs of forced crime "
            "that show most in young people. Look through them now, and then come back.</p>",
        ),
        text(
            "<h3>How to weigh them</h3>",
            "<p>Look at these together with the signs of forced crime from lesson four. No child is easy to read, and "
            "growing up brings many changes. A moody month is no sign. A change that goes on is one: new things that "
            "nobody paid for, older friends, days away from school, nights away from home.</p>",
            "<p>With a child you need less to make the call. You may be wrong, and that is all right. "
            "{fact:advice-child-now}: ring {fact:emergency}.</p>",
            "<h2>If nobody is in danger now</h2>",
            "<p>There are three ways, and each of them is a good one.</p>",
            "<ul><li>Ring the NSPCC on {fact:nspcc}. It is for adults who are worried about a child.</li>",
            "<li>Ring the children's services of the council where the child lives.</li>",
            "<li>Ring the police on {fact:police}.</li></ul>",
            "<p>If you met the child through your group, tell the group's safeguarding lead as well. Ring first, then "
            "tell the lead. A young person who wants to talk can ring Childline on {fact:childline}. It is free.</p>",
            "<h2>If a child tells you something</h2>",
            "<p>A child may tell you a little, to see what you do. What you do next can decide if they ever tell "
            "anybody else.</p>",
            "<ul><li><b>{fact:advice-listening}.</b> Stay calm, even if it is hard to hear.</li>",
            "<li><b>Say that it is not their fault</b>, and that it was right to tell you.</li>",
            "<li><b>{fact:advice-no-secrecy}.</b> Say that you have to tell people who can keep them safe.</li>",
            "<li><b>Don't question them.</b> Let them use their own words, and stop when they stop. Ask only what you "
            "need to know to keep them safe.</li>",
            "<li><b>Ring straight away.</b> Then write down the child's words, as well as you remember them, for the "
            "people whom you rang.</li></ul>",
            "<h2>Adults who are easier to use</h2>",
            "<p>People who use others look for those who have little to hold on to. They pick out people who have no "
            "home, drink or take drugs, are ill, are lonely, have a learning disability, or speak little English. "
            "That says something about those who do it. It says nothing about the people they choose.</p>",
            "<p>So don't think: this person is weak, and so must be a victim. Look for the signs. And don't think: "
            "this person drinks, and so can't be believed. Being hard to believe is what makes a person easy to "
            "use.</p>",
            "<h2>What happens to a child who is found</h2>",
            "<p>A child who may be a victim is always referred for support. The council is told, because it has to "
            "keep children safe. If it is not clear how old somebody is, and there is reason to think that they are "
            "under 18, they are treated as a child. In many places there is a <b>guardian</b>, who explains things "
            "and speaks up for the child.</p>",
        ),
        callout(
            "info",
            "To take away",
            "<ul><li>A child can't agree to be exploited.</li><li>At risk now: ring, and don't wait to be "
            "sure.</li><li>Listen, believe, promise no secrecy, ask as little as you can.</li></ul>",
        ),
        sources(
            (
                "NSPCC Learning, responding to child trafficking",
                "https://learning.nspcc.org.uk/research-resources/leaflets/trafficking-leaflets-children",
                "",
                "Whom to ring about a child",
            ),
            (
                "Home Office, county lines guidance",
                "https://www.gov.uk/government/publications/criminal-exploitation-of-children-and-vulnerable-adults-county-lines/criminal-exploitation-of-children-and-vulnerable-adults-county-lines",
                "2023-10-20",
                "Signs in young people",
            ),
            (
                "ECPAT UK and Missing People, on When Harm Remains",
                "https://www.ecpat.org.uk/news/one-in-three-trafficked-children-go-missing-from-local-authority-care",
                "2022-04-19",
                "Children who go missing from care",
            ),
            (
                "British Red Cross, how to respond to a disclosure",
                "https://volunteer-operator-manual.redcross.org.uk/home-page/training-and-advice/advice-for-operators/safeguarding/how-to-respond-to-a-disclosure",
                "",
                "When somebody tells you",
            ),
            (
                "Home Office, First Responder Toolkit for England and Wales",
                "https://www.modernslavery.gov.uk/start",
                "2026-04-01",
                "Children are always referred",
            ),
        ),
    ],
    scenario=[
        text(
            "<p>You help at a youth club. A girl of fifteen used to come each week. Now she comes rarely, and has a "
            "new phone that rings all evening. A man of about twenty-five waits outside in a car. Tonight she says: "
            "“If I tell you something, do you promise not to tell anybody?”</p>",
            "<p><b>What is the best thing to say?</b></p>",
        ),
        accordion(
            "Choose an answer, then open it",
            (
                "“I promise. You can tell me anything.”",
                "<p>It is a promise that you can't keep. If she is being hurt, you have to pass it on. Then she "
                "learns that adults break their word, and may not tell anybody again.</p>",
            ),
            (
                "“Is it the man in the car? What does he do to you?”",
                "<p>That is a question for people who are trained to ask it. It puts words in her mouth and may "
                "frighten her. Let her say what she wants to say, in her own way.</p>",
            ),
            (
                "“I'm glad you ask. I can't promise that, because I want you to be safe. I'm listening.”",
                "<p>This is the best answer. It is honest, and it leaves the door open. If she talks, listen and "
                "believe her. If she may be at risk tonight, ring {fact:emergency}. If not, ring the NSPCC on "
                "{fact:nspcc} or the council today, and then tell the safeguarding lead. Ring also if she says "
                "nothing more: you have seen several signs.</p>",
            ),
        ),
    ],
    indicators=[
        *(f"K{number:02}" for number in range(1, 9)),
        *("C01", "C02", "C03", "C04", "C05", "G17"),
    ],
    facts=[
        "palermo",
        "nrm-2023-children",
        "children-criminal-2021",
        "missing-from-care-2020",
        "advice-child-now",
        "advice-listening",
        "advice-no-secrecy",
        "emergency",
        "nspcc",
        "police",
        "childline",
    ],
    critical=[
        "advice-child-now",
        "advice-listening",
        "advice-no-secrecy",
        "emergency",
        "nspcc",
        "police",
        "childline",
    ],
    minutes=10,
)
