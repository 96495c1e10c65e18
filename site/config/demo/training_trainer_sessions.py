"""The course for trainers: lessons three and four, on keeping a session safe, and on the register and awards."""

from config.demo.shapes import HELP, accordion, callout, sources, steps, text
from config.demo.training_shapes import Lesson

SAFE = Lesson(
    slug="keeping-a-session-safe",
    title="Keeping a session safe",
    summary="What to prepare. What to do when somebody is upset, tells you something or asks you to act. How to end, "
    "and how to look after yourself.",
    content_note="This lesson is about people who become upset in a training, or who tell you that somebody is being "
    "harmed. It has no details of harm.",
    body=[
        text(
            "<p>As a trainer you come into a room that you don't know. The people there know each other, and you will "
            "be gone by ten. So find out beforehand who stays, and who looks after them.</p>",
            "<h2>Before you say yes</h2>",
            "<ul><li>Who is the safeguarding lead here? Will they be in the room? Speak with them before the day.</li>",
            "<li>Who comes? Adults only, or young people of 13 to 17 too? If so, there must be adults of their own "
            "who stay.</li>",
            "<li>Is there a second room, and a second person who can leave with somebody?</li>",
            "<li>Do those who come know what it is about? Ask for the content note to be in the invitation.</li></ul>",
            "<p>If nobody can tell you who looks after safety, don't hold the session yet. Offer another date.</p>",
        ),
        HELP,
        steps(
            "When somebody is upset",
            (
                "Notice",
                "<p>Somebody goes white, goes quiet, gets angry or goes out.</p>",
            ),
            (
                "Make it easy",
                "<p>Call a break, or give the tables something to do. Then nobody looks at them.</p>",
            ),
            (
                "Send the second person",
                "<p>They offer water, air and company. They don't ask what it is about, and they don't touch the "
                "person without asking.</p>",
            ),
            (
                "Let them choose",
                "<p>They may come back, sit by the door, or go home. If they go, ask how they get there, and if "
                "somebody is at home.</p>",
            ),
            (
                "Tell the safeguarding lead",
                "<p>That somebody was upset and may like to be asked how they are. No more than that.</p>",
            ),
        ),
        text(
            "<h2>When somebody tells you something</h2>",
            "<p>It mostly happens in the break, or when you put your coat on. Do what you teach.</p>",
            "<ul><li><b>{fact:advice-listening}.</b> Say that it is not their fault.</li>",
            "<li><b>{fact:advice-no-secrecy}.</b></li>",
            "<li>Ask only what you need to know to keep people safe.</li>",
            "<li>In danger now, or a child at risk now: ring {fact:emergency}. If not, offer to ring the helpline "
            "together: {fact:helpline}.</li>",
            "<li>Then tell the safeguarding lead that a call was made.</li></ul>",
            "<p>Miss your train if you must. Don't take it home and think about it.</p>",
            "<h2>When the room wants to act</h2>",
            "<p>After a good training people want to do something, tonight. That is when mistakes are made. Say it "
            "before they do.</p>",
            "<ul><li>{fact:advice-no-investigating}. Nobody goes past that house on the way home.</li>",
            "<li>{fact:advice-no-confronting}.</li>",
            "<li>{fact:advice-no-rescue}.</li>",
            "<li>Nobody posts a picture, a place or a number plate.</li></ul>",
            "<p>Then give them something good to do: put the number in their phone, tell a colleague, sign the "
            "petition, bring a friend to the next session.</p>",
            "<h2>If somebody names a real place</h2>",
            "<p>Stop them, kindly and at once. “Let's not name places here. If you are worried, I'll stay with you in "
            "the break while you ring.” There may be someone in the room who works there, or who knows the owner.</p>",
            "<h2>Your own limits</h2>",
            "<p>You hear more than others do. Don't teach twice in a day. Have somebody to talk to about how you are, "
            "without names or places. If a story stays with you, or you begin to see signs everywhere, take a break, "
            "and speak to your doctor if it does not pass. Tell the charity, too. Nobody loses their place as a "
            "trainer because they rested.</p>",
        ),
        callout(
            "warning",
            "Never collect",
            "<p>Don't hand out cards on which people write what they have seen. Don't take notes of it, and don't "
            "offer to pass it on. The one who saw it rings.</p>",
        ),
        sources(
            (
                "British Red Cross, how to respond to a disclosure",
                "https://volunteer-operator-manual.redcross.org.uk/home-page/training-and-advice/advice-for-operators/safeguarding/how-to-respond-to-a-disclosure",
                "",
                "When somebody tells you",
            ),
            (
                "Chelmsford Against Slavery Partnership, report modern slavery",
                "https://www.chelmsfordasp.org.uk/report-modern-slavery",
                "",
                "Never investigating, never going alone",
            ),
        ),
    ],
    scenario=[
        text(
            "<p>At the end of your session in a works canteen a man says, in front of everybody: “I know where it's "
            "going on. Number 12, by the yard. I've got photos.” He holds up his phone.</p>",
            "<p><b>What do you do?</b></p>",
        ),
        accordion(
            "Choose an answer, then open it",
            (
                "Ask him to send you the photos, so that you can pass them on.",
                "<p>Then the pictures are on your phone as well, and you can't answer any question about them. What "
                "he has goes from him to the police.</p>",
            ),
            (
                "Thank him, ask him to put the phone away, and sit with him while he rings.",
                "<p>This is the best answer. You protect those who may be there, and you don't shame him. In a quiet "
                "room he rings the police on {fact:police}, or {fact:emergency} if somebody is in danger. He asks "
                "them what to do with the pictures. Tell him too, kindly, why we take none.</p>",
            ),
            (
                "Tell him in front of all that what he did was wrong.",
                "<p>It is true that nobody should take pictures. But if he is shamed, he may not ring, and others "
                "will keep quiet too. Say it to him alone.</p>",
            ),
        ),
    ],
    indicators=[],
    facts=[
        "advice-listening",
        "advice-no-secrecy",
        "emergency",
        "helpline",
        "advice-no-investigating",
        "advice-no-confronting",
        "advice-no-rescue",
        "police",
    ],
    critical=[
        "advice-listening",
        "advice-no-secrecy",
        "emergency",
        "helpline",
        "advice-no-investigating",
        "advice-no-confronting",
        "advice-no-rescue",
        "police",
    ],
    minutes=6,
)

REGISTER = Lesson(
    slug="register-and-awards",
    title="The register, and awards",
    summary="Why a true register matters, how to keep it with and without a signal, what an award says, and how the "
    "questions stay honest.",
    content_note="This lesson is about registers, quizzes and certificates. It describes no harm to people.",
    body=[
        text(
            "<p>When you close the register, the people on it get an award. The award says that on this day, they "
            "learned this version of the course. Others rely on it: a group that needs a trained safeguarding lead, "
            "an agency, the people themselves. So it has to be true.</p>",
            "<h2>The register</h2>",
            "<ul><li><b>Who was there counts</b>, not who booked.</li>",
            "<li><b>The whole session counts.</b> Somebody who came for the last quarter of an hour was welcome, and "
            "was not trained. Tell them kindly, and show them the next date.</li>",
            "<li><b>Only you mark it</b>, or those who come do it themselves with the code on your screen. The code "
            "changes every 30 seconds, so that a picture of it is soon of no use.</li>",
            "<li><b>No signal?</b> The register on your phone goes on working. It sends what you marked when there is "
            "a signal again. It does no harm if it is sent twice.</li>",
            "<li><b>No phone?</b> Print the sheet before you go. Type it in afterwards, and then shred it.</li>",
            "<li><b>A mistake?</b> Put it right before you close the register. After that, ask staff: an award is "
            "never changed in silence. It is revoked, with a reason.</li></ul>",
            "<h2>What you don't write down</h2>",
            "<p>Nothing about what people said. No needs, no illness, no “was very upset”. Nothing about anybody's "
            "past. The register holds who was there, and nothing else. It keeps neither where a phone was nor whose "
            "it was.</p>",
            "<h2>What an award is</h2>",
            "<ul><li>It bears the person's name as it was on that day, the version of the course, and its dates.</li>",
            "<li>It holds until the end of a month: three years for awareness, two for leaders, one for trainers.</li>",
            "<li>It can be renewed in the last 90 days. The new one runs from the old end, so nobody loses by being "
            "early.</li>",
            "<li>After its end there are six months in which a refresher is enough. Then it is the whole course "
            "again.</li>",
            "<li>It shows others only what its holder allows.</li></ul>",
            "<p>An award is <b>no licence</b>. It does not let anybody investigate, refer people, or work with "
            "children. Say so when you hand out certificates.</p>",
            "<h2>Your own award</h2>",
            "<p>To teach, you hold a valid trainer's award. If yours "
            "runs out, you can't be put down for a session after that day. Somebody from the charity sits in on one "
            "of your sessions now and then, and talks it over with you. It is there to help.</p>",
            "<h2>Honest questions</h2>",
            "<p>The quiz at the end of the course draws its questions from a bank. Some are about safety, and all of "
            "those have to be right. That is strict on purpose: somebody who would confront a suspect should not hold "
            "an award, however much else they know.</p>",
            "<ul><li>Don't give away questions or answers. Teach what lies behind them.</li>",
            "<li>Don't sit beside somebody and answer for them. Help with reading, with the screen or with the "
            "language is fine, as long as they choose.</li>",
            "<li>Anybody may ask for more time. They don't have to say why.</li>",
            "<li>If many people stumble over one question, it may be the question. Tell the charity.</li></ul>",
            "<h2>When the advice changes</h2>",
            "<p>Numbers and advice on safety stand on this site as facts, each with a source and a day of review. "
            "When one that is about safety changes, those who hold an award are asked to take a very short quiz on "
            "it. Look at the lessons again before each session, and throw away old hand-outs.</p>",
        ),
        callout(
            "info",
            "To take away",
            "<ul><li>The register says who was there for the whole session, and nothing more.</li><li>An award is "
            "proof of learning. It is no licence.</li><li>Never help anybody past a question about safety.</li></ul>",
        ),
    ],
    scenario=[
        text(
            "<p>Your session is over. The leader of the group takes you aside: “Two of ours were ill tonight, but "
            "they know it all anyway. Could you just tick them? We need them, or the group falls short.”</p>",
            "<p><b>What do you say?</b></p>",
        ),
        accordion(
            "Choose an answer, then open it",
            (
                "“All right, since it is you.”",
                "<p>Then two people hold a proof of something that did not happen. If one of them acts wrongly, "
                "somebody else may pay for it. And no register of yours can be trusted again.</p>",
            ),
            (
                "“I can't do that. They can take the course online this week, or come to the next session.”",
                "<p>This is the best answer. It is a clear no, with a way out. The course can be read at home, and "
                "the quiz takes only a little while. The group also has time to mend things before it falls "
                "asleep.</p>",
            ),
            (
                "“I'll tick them if they promise to read the lessons.”",
                "<p>It is still not true that they were there. They can read the lessons, take the quiz, and earn the "
                "award themselves.</p>",
            ),
        ),
    ],
    indicators=[],
    facts=[],
    critical=[],
    minutes=6,
)

LESSONS = [SAFE, REGISTER]
