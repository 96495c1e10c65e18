"""Learn: "If this is you", for a person who may be controlled, to be read fast on a phone that somebody may check."""

from config.demo.shapes import HELP, PageData, accordion, callout, sources, steps, text

IF_THIS_IS_YOU: PageData = {
    "slug": "if-this-is-you",
    "title": "If this is you",
    "hides_its_title": True,
    "summary": "Is somebody controlling you? What you can do now, and what happens if you ask for help. You choose.",
    "search_description": "Short advice for a person whom somebody may control: what to do now and whom to ring.",
    "body": [
        text(
            "<p>You are <b>not to blame</b> for what somebody does to you. You can ask for help. You don't have to "
            "decide anything today.</p>",
        ),
        steps(
            "What you can do now",
            (
                "In danger? Ring the emergency number",
                "<p>Ring {fact:emergency}. If you can say one thing, say where you are.</p>",
            ),
            (
                "Not in danger this minute? Ring the helpline",
                "<p>Ring {fact:helpline}. It is free. You need not give your name. It is not the police and not the "
                "government.</p>",
            ),
            (
                "Adult in England or Wales? You can ring the Salvation Army",
                "<p>Ring {fact:salvation-army}, by day or by night. They can explain what support there is.</p>",
            ),
            (
                "Under 18? Ring Childline",
                "<p>Ring {fact:childline}. It is free. Or ring {fact:emergency} if you are in danger.</p>",
            ),
        ),
        callout(
            "warning",
            "Leave this page fast",
            "<p>Press <b>Exit this page</b>. It opens another website. On a keyboard you can press the Shift key three "
            "times.</p>",
        ),
        text(
            "<h2>Ring in a safe way</h2>",
            "<ul><li>Use a phone that nobody checks, if you can: a friend's, at a doctor's, or in a shop.</li>",
            "<li>Ring when you are alone, or when nobody will miss you.</li>",
            "<li>After the call, take the number out of the list of calls, if that is safe.</li>",
            "<li>If somebody comes, hang up. You can ring again.</li></ul>",
            "<h3>If you can't speak</h3>",
            "<p>Ring {fact:emergency} from a <b>mobile</b>. Listen. Cough or tap the phone if you can. If you are "
            "asked to, press <b>55</b>. Then listen to the police: they may ask questions with yes or no.</p>",
            "<p>A silent call alone does not bring help. Pressing 55 does not tell the police where you are, and it "
            "works only on a mobile. On a landline, stay on the line.</p>",
            "<p>You can text {fact:emergency} only from a phone that was registered for it before.</p>",
        ),
        HELP,
        accordion(
            "What you may be worried about",
            (
                "What will they ask me?",
                "<p>The helpline first asks whether you are safe and can talk. Then they ask what is happening and "
                "what you need. You can say as much or as little as you like. You can stop at any time.</p>",
            ),
            (
                "Will they tell anybody?",
                "<p>They ask you first. There are two exceptions: somebody is in great danger, or a person under 18 is "
                "at risk. If you want support from the government, you will have to give your name in the end.</p>",
            ),
            (
                "I don't speak much English",
                "<p>Say the name of your language. The helpline can bring an interpreter on to the call. Don't let "
                "anybody who controls you speak for you.</p>",
            ),
            (
                "Will I be in trouble for what I was made to do?",
                "<p>Being used by others is not a crime. If you were forced to break the law, the law of England and "
                "Wales may protect you. It is called section 45. It does not cover the most serious crimes, and a "
                "court decides. So nobody can promise it to you. A solicitor can tell you what it means in your case. "
                "Scotland and Northern Ireland have rules of their own.</p>",
            ),
            (
                "I am afraid because I have no papers",
                "<p>You may have been told that you will be sent away if you ask for help. It is not that simple. "
                "People without papers can be given support. But we can't promise that you may stay. If you agree to "
                "be referred, the Home Office, which also decides on immigration, and the police will know about "
                "you.</p>"
                "<p>So ask first. You can ring the helpline without giving your name. Ask how to get free advice from "
                "an immigration lawyer before you decide.</p>",
            ),
            (
                "Must I talk to the police?",
                "<p>An adult can get support without talking to the police. The police are told about each person who "
                "is referred, but it is you who decides whether to speak to them.</p>",
            ),
            (
                "I am under 18",
                "<p>It is not your fault, even if you said yes, took money or broke the law. Ring Childline, or tell a "
                "teacher, nurse or social worker. Grown-ups who do this work will have to tell others to keep you "
                "safe. They should explain each step to you.</p>",
            ),
            (
                "I owe them money",
                "<p>A debt that grows however hard you work is a way to hold you. Nobody may make you work to pay a "
                "debt by threats. You can ask the helpline about it.</p>",
            ),
            (
                "They say that they will hurt my family",
                "<p>Tell the helpline or the police what was said, and where your family is. They can talk about what "
                "may keep everybody safe before you do anything.</p>",
            ),
        ),
        text(
            "<h2>You choose</h2>",
            "<p>If you are an adult, nobody can refer you for support unless you agree. You can ask what it means, say "
            'no, or stop later. Read <a href="page:/learn/when-a-person-is-found/">what happens to a person who is '
            "found</a>.</p>",
            "<h2>Leave few traces</h2>",
            "<p>This page calls itself only <b>Information</b> in the tab and in the history. The address can still be "
            "seen.</p>",
            "<ul><li>A <b>private window</b> keeps no history once you close it.</li>",
            "<li>You can delete one page from the history. An empty history can make somebody ask why.</li>",
            "<li>An app on the phone may show others all that you do. If you fear that, use another phone.</li>",
            "<li>The safest way is a computer at a library or a friend's.</li></ul>",
            "<h2>In Scotland and Northern Ireland</h2>",
            "<p>The helpline works in the whole UK. These can give support too. Some are open only in office "
            "hours.</p>",
            "<ul><li>Scotland, women who were sexually exploited: TARA, {fact:tara}</li>",
            "<li>Scotland, women and men: Migrant Help, {fact:migrant-help-scotland}</li>",
            "<li>Northern Ireland, exploited at work: Migrant Help, {fact:migrant-help-northern-ireland}</li>",
            "<li>Northern Ireland, women, exploited for sex or in a home: Women's Aid, "
            "{fact:womens-aid-northern-ireland}</li></ul>",
        ),
        sources(
            (
                "Unseen, questions of potential victims and survivors",
                "https://www.unseenuk.org/faqs-potential-victims/",
                "",
                "The helpline is free, and is neither police nor government",
            ),
            (
                "Modern Slavery & Exploitation Helpline, what happens when you call",
                "https://www.modernslaveryhelpline.org/about/what-happens-when-you-call-the-helpline",
                "",
                "What they ask and when they pass it on",
            ),
            (
                "Stronger2gether, the Modern Slavery Helpline",
                "https://stronger2gether.org/the-modern-slavery-helpline/",
                "2017-03-20",
                "Interpreters on the call",
            ),
            (
                "The Salvation Army, supporting survivors",
                "https://www.salvationarmy.org.uk/modern-slavery/supporting-survivors",
                "",
                "Its referral line and support in England and Wales",
            ),
            (
                "Home Office, First Responder Toolkit for England and Wales",
                "https://www.modernslavery.gov.uk/start",
                "2026-04-01",
                "Consent, the police, and who is told",
            ),
            (
                "Modern Slavery Act 2015, section 45",
                "https://www.legislation.gov.uk/ukpga/2015/30/section/45",
                "2015-03-26",
                "The defence for people made to break the law",
            ),
            (
                "Isle of Wight Council, immediate danger",
                "https://www.iow.gov.uk/housing-and-adult-social-care/adult-social-care/adult-safeguarding/"
                "immediate-danger/",
                "",
                "When you can't speak",
            ),
            (
                "Community First Aid Project, silent emergency calls",
                "https://www.communityfirstaidproject.co.uk/training/video/silent-emergency-calls",
                "",
                "What pressing 55 does and does not do",
            ),
            (
                "North Yorkshire Police, emergency text message service",
                "https://www.northyorkshire.police.uk/contact/emergency-sms-text-service/",
                "",
                "Texting in an emergency, and registering first",
            ),
            (
                "Somerset Survivors, covering your tracks",
                "https://somersetsurvivors.org.uk/somerset-survivors/cover/",
                "",
                "History, private windows and an empty history",
            ),
            (
                "Home Office, support organisations",
                "https://github.com/UKHomeOffice/modern-slavery/blob/54dfce7f/apps/common/views/content/"
                "support-organisations.md",
                "2026-04-21",
                "Support in each part of the UK",
            ),
        ),
    ],
    "reviewed_on": "2026-11-25",
    "review_by": "2027-11-25",
}
