"""The pages that every site needs: privacy, cookies, safety online and accessibility."""

from config.demo.shapes import HELP, PageData, accordion, callout, sources, steps, text

REVIEWED, REVIEW_BY = "2026-11-24", "2027-11-24"
ICO = (
    "Information Commissioner's Office, new data protection complaints law",
    "https://ico.org.uk/about-the-ico/media-centre/news-and-blogs/2026/06/"
    "new-data-protection-complaints-law-now-in-force/",
    "2026-06-23",
    "We must answer a complaint within 30 days",
)

PRIVACY: PageData = {
    "slug": "privacy",
    "title": "Privacy",
    "summary": "What we keep when you sign, why, for how long, who sees it, and how to have it changed or removed.",
    "search_description": (
        "How we use your name, e-mail address and postcode when you sign a petition, and your rights."
    ),
    "body": [
        text(
            "<p>You can read this whole site without telling us who you are. We keep something about you only when you "
            "sign a petition.</p>",
            "<h2>What we keep when you sign</h2>",
            "<ul><li><b>Your name</b>, so that your signature counts as one from a real person.</li>",
            "<li><b>Your e-mail address</b>, so that we can ask you to confirm, and so that nobody signs again and "
            "again.</li>",
            "<li><b>Your postcode</b>, so that we can say how many people signed in each area.</li></ul>",
            "<p>We do not store your IP address, which is the number that your device uses on the internet. We never "
            "ask what has happened to you.</p>",
            "<h2>What we do with it</h2>",
            "<p>We send you one e-mail, which asks you to confirm. You get no newsletter. Until you confirm, your "
            "signature does not count.</p>",
            "<p>We show how many people signed. We never show who.</p>",
            "<h2>Taking your name off</h2>",
            "<p>Write to privacy@example.org from the address that you signed with. We take your name off the petition "
            "and tell you when it is done.</p>",
            "<h2>Why we may keep it</h2>",
            "<p>We rely on your consent. You give it when you sign and confirm. Signing shows what you think about a "
            "law, and the rules guard such views with special care. You can take your consent back whenever you "
            "like.</p>",
            "<h2>How long we keep it</h2>",
            "<ul><li>If you <b>don't confirm</b>: 30 days. Then it is deleted.</li>",
            "<li>If you <b>confirm</b>: until the campaign is over, or until you ask us to remove it.</li></ul>",
            "<h2>Who sees it</h2>",
            "<p>Only those of our staff who look after the petition. We do not sell, lend or swap it. No other company "
            "follows you here: this site loads nothing from anybody else.</p>",
            "<h2>Your rights</h2>",
            "<p>You can ask us to show you what we hold, to correct it, to give you a copy, to stop using it or to "
            "delete it. Write to <b>privacy@example.org</b> from the address that you signed with. We will check that "
            "it is you. It costs nothing.</p>",
            "<h2>If you are unhappy</h2>",
            "<p>Write to <b>privacy@example.org</b> and say that it is a complaint. We will answer within 30 days that "
            "we have it. Then we look into it and tell you what we found.</p>",
            "<p>If that does not settle it, you can complain to the Information Commissioner's Office, the ICO. It is "
            'the UK body for these rights: <a href="https://ico.org.uk/make-a-complaint/">make a complaint to the '
            "ICO</a>.</p>",
        ),
        callout(
            "warning",
            "Please don't send us a report about a person",
            "<p>This site is not the place for it. If you are worried about somebody, read "
            '<a href="page:/learn/what-to-do/">what to do</a>.</p>',
        ),
        sources(
            ICO,
            (
                "Information Commissioner's Office, what to expect from us",
                "https://ico.org.uk/make-a-complaint/data-protection-complaints/what-to-expect/",
                "",
                "How to complain to the ICO",
            ),
        ),
    ],
    "reviewed_on": REVIEWED,
    "review_by": REVIEW_BY,
}

COOKIES: PageData = {
    "slug": "cookies",
    "title": "Cookies",
    "summary": "Reading this site sets no cookie. There is one only if you press Exit, and it goes after ten minutes.",
    "search_description": "Which cookies this site uses: none for readers, one for ten minutes after you press Exit.",
    "body": [
        text(
            "<p>A cookie is a small note that a website leaves in your browser.</p>",
            "<h2>If you read or sign</h2>",
            "<p><b>None.</b> That is why we don't ask you to accept any. We don't count you, follow you or show you "
            "adverts.</p>",
            "<h2>If you press “Exit this page”</h2>",
            "<p>One, and only then. It is called <b>exit_marker</b>. It makes sure that the Back button does not bring "
            "our page back. It holds nothing about you, and after <b>ten minutes</b> it is gone. It is strictly "
            "necessary: the button can't do its work without it.</p>",
            "<h2>If you are one of our staff</h2>",
            "<p>Staff who sign in get one that keeps them signed in and one that guards their forms. Their names end "
            "in <b>sessionid</b> and <b>csrftoken</b>. Readers never get these.</p>",
        ),
    ],
    "reviewed_on": REVIEWED,
    "review_by": REVIEW_BY,
}

SAFETY: PageData = {
    "slug": "your-safety-online",
    "title": "Your safety online",
    "summary": (
        "How to leave this site quickly, what the Exit button can't do, and how to look for help on a device that "
        "nobody checks."
    ),
    "search_description": "How to leave this site fast, what stays in your browser, and how to use a safer device.",
    "body": [
        HELP,
        text(
            "<h2>How to leave quickly</h2>",
            "<p>Press <b>Exit this page</b>. It is on every page. Or press the <b>Shift</b> key <b>three times</b>. "
            "You go at once to a page that has nothing to do with us.</p>",
            "<p>The button works even where scripts are switched off. The Shift key does not. A phone may have no such "
            "key, so use the button there.</p>",
        ),
        accordion(
            "The Exit button",
            (
                "What it does",
                "<ul><li>It takes you to a page that says nothing about you.</li>"
                "<li>It asks your browser to remove the copies of our pages that it kept.</li>"
                "<li>For ten minutes, the Back button does not bring our page back. Nor does typing our address. To "
                "come back sooner, follow a link, such as one in a search.</li>"
                "<li>If you were signed in here, it signs you out.</li></ul>"
                "<p>We tested the Back button in the browser that Chrome is built on. Please don't count on it in "
                "others.</p>",
            ),
            (
                "What it does not do",
                "<ul><li><b>It does not erase your browser history.</b> No website can. Somebody who looks there may "
                "see that you came here.</li>"
                "<li>It does not close other tabs or windows.</li>"
                "<li>It does not delete files that you saved, or e-mails that we sent.</li>"
                "<li>It does not stop an app that watches your phone or computer.</li>"
                "<li>It does not stop somebody who opens our page on purpose.</li></ul>",
            ),
        ),
        steps(
            "If somebody may be checking your device",
            (
                "Use another one",
                "<p>Use one that this person can't get at. It could be at a library or at work, or belong to a friend "
                "whom you trust.</p>",
            ),
            (
                "Open a private window",
                "<p>Most browsers have one. It keeps no history once you close it. It does not hide you from an app "
                "that watches the device.</p>",
            ),
            (
                "Think before you delete",
                "<p>An empty history can look odd to somebody who checks it. If it is safe, remove only the pages that "
                "you don't want seen.</p>",
            ),
            (
                "Think about your phone",
                "<p>Calls may show in the list of calls or on the bill. Use another phone if you can.</p>",
            ),
        ),
        callout(
            "info",
            "Signing a petition",
            "<p>If you sign, we send you an e-mail. If somebody else reads your e-mails, they will see it.</p>",
        ),
        sources(
            (
                "GOV.UK Design System, exit a page quickly",
                "https://design-system.service.gov.uk/patterns/exit-a-page-quickly/",
                "",
                "Three presses of Shift, and what such a button can't erase",
            ),
        ),
    ],
    "reviewed_on": REVIEWED,
    "review_by": "2027-05-24",
}

ACCESSIBILITY: PageData = {
    "slug": "accessibility",
    "title": "Accessibility",
    "summary": "We want everybody to be able to use this site. What we test, what we don't, and how to tell us.",
    "search_description": "How accessible this site is, how we test it, and how to tell us about a problem.",
    "body": [
        text(
            "<p>We want everybody to be able to use this site. Our aim is level AA of the Web Content Accessibility "
            "Guidelines.</p>",
            "<h2>What you should be able to do</h2>",
            "<ul><li>Reach and use everything with a keyboard.</li>",
            "<li>Zoom in as far as you need, and still read without moving sideways.</li>",
            "<li>Read in light or dark colours.</li>",
            "<li>Use the site with scripts switched off.</li>",
            "<li>See the figures behind each chart in a table.</li></ul>",
            "<h2>How we test it</h2>",
            "<p>We test pages with a tool called axe, and we use them with a keyboard alone. A tool can't find "
            "everything. We have not yet tested with a group of disabled people, so there may be faults that we don't "
            "know of.</p>",
            "<h2>Tell us</h2>",
            "<p>If something does not work for you, or if you need a page in another form, write to "
            "<b>access@example.org</b>. Say which page it is and what went wrong. Please don't write to that address "
            "about a person you are worried about.</p>",
        ),
        sources(
            (
                "World Wide Web Consortium, Web Content Accessibility Guidelines",
                "https://www.w3.org/TR/WCAG22/",
                "",
                "The levels A, AA and AAA",
            ),
        ),
    ],
    "reviewed_on": REVIEWED,
    "review_by": REVIEW_BY,
}

PAGES: list[PageData] = [PRIVACY, COOKIES, SAFETY, ACCESSIBILITY]
