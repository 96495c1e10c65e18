"""The pages that every site needs: privacy, cookies, safety online and accessibility."""

from config.demo.shapes import HELP, PageData, accordion, callout, sources, steps, text

REVIEWED, REVIEW_BY, IN_FORCE = "2026-11-25", "2027-11-25", "2026-11-25"
ICO = (
    "Information Commissioner's Office, new data protection complaints law",
    "https://ico.org.uk/about-the-ico/media-centre/news-and-blogs/2026/06/"
    "new-data-protection-complaints-law-now-in-force/",
    "2026-06-23",
    "We must answer a complaint within 30 days",
)

MADE_UP = callout(
    "info",
    "In this demonstration",
    "<p>The addresses at example.org are made up. Nobody reads what is sent there.</p>",
)

PRIVACY: PageData = {
    "slug": "privacy",
    "title": "Privacy",
    "summary": "What we keep when you read, search or sign, why, how long, who sees it, and how to have it removed.",
    "search_description": (
        "How we use your name, e-mail address and postcode, what we don't keep, and how to see or delete your data."
    ),
    "type": "legal",
    "in_force_from": IN_FORCE,
    "body": [
        text(
            "<p>You can read this whole site without telling us who you are. We keep something about you "
            "only when you give it to us: when you sign a petition, write a letter, ask for our news, or ask about "
            "your data.</p>",
            "<h2>What we keep when you read</h2>",
            "<p><b>Nothing about you.</b> We do not note which pages you read. We do not store your IP address, which "
            "is the number that your device uses on the internet. When you send a form we keep a scrambled mark of it "
            "for 30 days, so that nobody can send it thousands of times.</p>",
            "<ul><li><b>Search.</b> We use your words to find pages. We do not write them down.</li>",
            "<li><b>Sheets and files.</b> We don't note who downloads them. The file stays on your device.</li></ul>",
            "<p>Your own browser may keep a list of the pages you open and the words you search for. "
            '<a href="page:/your-safety-online/">Your safety online</a> says what you can do about that.</p>',
            "<h2>What we keep when you sign</h2>",
            "<ul><li><b>Your name</b>, so that your signature counts as one from a real person.</li>",
            "<li><b>Your e-mail address</b>, so that we can ask you to confirm, and so that nobody signs again and "
            "again.</li>",
            "<li><b>Your postcode and your constituency</b>, so that we can say how many people signed in each area. "
            "We look your postcode up on our own server. Nobody else is asked.</li>",
            "<li><b>Each message that we sent you</b>: which one, when, and what came of it.</li></ul>",
            "<p>We never ask what has happened to you.</p>",
            "<h2>What we do with it</h2>",
            "<p>We send you one e-mail, which asks you to confirm. Until you confirm, your signature does not "
            "count.</p>",
            "<p>You get our news only if you ask for it and confirm that too. We keep the words you agreed to and "
            "the day. Each e-mail has a link to stop.</p>",
            "<p>We show how many people signed, in all and in each constituency. Where it is under five, we don't say "
            "how many. We never show who.</p>",
            "<h2>What we keep when you write a letter</h2>",
            "<p>We keep your name, your e-mail address, your postcode and your letter. If your MP needs it, we keep "
            "your full address too. Your letter goes to the people you choose. We lock what it says, so that nobody "
            "can read it in our files.</p>",
            "<ul><li>A letter that you <b>don't confirm</b>: 30 days from our last message.</li>",
            "<li>What it <b>says</b>, and your full address: until 60 days after it left.</li>",
            "<li>Your <b>name</b> and postcode: two years. After that your letter is counted without a name.</li>",
            "<li>An <b>answer</b> that came through us: a year. We show it on this site only if you agree.</li></ul>",
            "<h2>Taking your name off</h2>",
            '<p>Go to <a href="/your-data/">your data</a>. We send a code to your address. With it you can take your '
            "name off at once.</p>",
            "<h2>Why we may keep it</h2>",
            "<p>We rely on your consent. You give it when you sign and confirm. Signing shows what you think about a "
            "law, and the rules guard such views with special care. You can take your consent back whenever you "
            "like.</p>",
            "<h2>How long we keep it</h2>",
            "<ul><li>If you <b>don't confirm</b>: 30 days from our last message. Then it is deleted.</li>",
            "<li>If you <b>confirm</b>: your name, until six months after the petition closes. After that it is "
            "counted without a name.</li>",
            "<li>What you <b>agreed to</b>: six years after you take it back, as proof.</li>",
            "<li>Messages that we sent you: 13 months.</li>",
            "<li>If we hear nothing from you for two years, we ask whether to keep your data. If you don't answer, we "
            "delete it half a year later.</li></ul>",
            "<p>The site does this by itself, every night.</p>",
            "<p>We make safety copies of the whole site, called backups. What was deleted is gone from them when they "
            "are deleted in turn.</p>",
            "<h2>Who sees it</h2>",
            "<p>No page shows your name to other people. The few of our staff who look after data can see it, and the "
            "site notes each time they do. The company that carries our e-mail handles your "
            "address and the message. We do not sell, lend or swap it. Nobody else follows you here: this site loads "
            "nothing from other companies.</p>",
            "<h2>If you are one of our staff</h2>",
            "<p>We keep your address, your name, your role, when you last signed in and what you changed. Your "
            "password is stored in a form that nobody can read.</p>",
            "<h2>Your rights</h2>",
            '<p>Go to <a href="/your-data/">your data</a> to see what we hold, correct it, take a copy, or delete it. '
            "It costs nothing. If you can't use that page, "
            '<a href="/your-data/ask/">ask us</a> or write to {fact:contact-privacy}. We answer within a month.</p>',
            "<h2>If you are unhappy</h2>",
            '<p><a href="/your-data/ask/">Tell us</a>, or write to {fact:contact-privacy}. We will answer within 30 '
            "days that we have it. Then we look into it and tell you what we found.</p>",
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
        MADE_UP,
        sources(
            ICO,
            (
                "Information Commissioner's Office, what to expect from us",
                "https://ico.org.uk/make-a-complaint/data-protection-complaints/what-to-expect/",
                "",
                "What happens to a complaint",
            ),
            (
                "Information Commissioner's Office, make a complaint",
                "https://ico.org.uk/make-a-complaint/",
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
    "summary": "Reading this site sets no cookie. Press Exit or look at your data, and there is one that soon goes.",
    "search_description": "Which cookies this site uses: none for readers, one for ten minutes after you press Exit.",
    "type": "legal",
    "in_force_from": IN_FORCE,
    "body": [
        text(
            "<p>A cookie is a small note that a website leaves in your browser.</p>",
            "<h2>If you read, search, download or sign</h2>",
            "<p><b>None.</b> That is why we don't ask you to accept any. We don't count you, follow you or show you "
            "adverts. We leave nothing else in your browser's store either.</p>",
            "<h2>If you press “Exit this page”</h2>",
            "<p>One, and only then. It is called <b>exit_marker</b>. It makes sure that the Back button does not bring "
            "our page back. It holds nothing about you, and after <b>ten minutes</b> it is gone. It is strictly "
            "necessary: the button can't do its work without it.</p>",
            "<h2>If you look at your own data</h2>",
            "<p>One, whose name ends in <b>sessionid</b>. It knows you from the code that we sent you, for a quarter "
            "of an hour. It goes when you finish or press Exit.</p>",
            "<h2>If you sign in</h2>",
            "<p>Readers never get these. Staff and group leaders need them.</p>",
            "<ul><li>A name that ends in <b>sessionid</b>: keeps you signed in, for half a day at most. It goes when "
            "you sign out or press Exit.</li>",
            "<li>A name that ends in <b>csrftoken</b>: guards forms against other websites, for one year. You get it "
            "when you open the page for signing in.</li>",
            "<li><b>messages</b>: brings a short note such as “Page published”. It goes once you have seen it.</li>",
            "<li><b>wagtail_sidebar_collapsed</b>: keeps the menu folded, if you fold it, until you close the "
            "browser.</li></ul>",
        ),
        sources(
            (
                "Information Commissioner's Office, cookies and similar technologies",
                "https://ico.org.uk/for-organisations/direct-marketing-and-privacy-and-electronic-communications/"
                "guide-to-pecr/cookies-and-similar-technologies/",
                "",
                "Cookies that are strictly necessary need no consent",
            ),
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
    "type": "legal",
    "in_force_from": IN_FORCE,
    "hides_its_title": True,
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
        text(
            "<h2>What your browser may show to others</h2>",
            "<ul><li><b>The address of this site.</b> It stands in the list of pages you opened, whatever you do "
            "here.</li>",
            "<li><b>Titles of pages.</b> A few pages that somebody in danger may need, like this one, are called only "
            "“Information” there. All others show their titles. The address always shows what a page is about.</li>",
            "<li><b>Words you search for here.</b> They are part of the address of the results. On a device that "
            "somebody checks, use the menu, not the search.</li>",
            "<li><b>Sheets you download.</b> They stay in your folder of downloads until you delete them.</li></ul>",
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
    "review_by": "2027-05-25",
}

ACCESSIBILITY: PageData = {
    "slug": "accessibility",
    "title": "Accessibility statement",
    "summary": "Who can use this site and how, what we tested, what we don't know yet, and how to tell us or complain.",
    "search_description": "How accessible this site is, how we test it, what its limits are, and how to complain.",
    "type": "legal",
    "in_force_from": IN_FORCE,
    "body": [
        text(
            "<p>This statement is about the public pages of this website. The screens that our staff use are not part "
            "of it. We want everybody to be able to use this site.</p>",
            "<h2>How accessible this site is</h2>",
            "<p>You should be able to:</p>",
            "<ul><li>reach and use everything with a keyboard</li>",
            "<li>zoom in to 400%, and still read without moving sideways</li>",
            "<li>read in light or dark colours, as your device is set</li>",
            "<li>set more space between lines, words and letters</li>",
            "<li>use the site with scripts switched off</li>",
            "<li>see the figures behind each chart in a table</li>",
            "<li>print any page.</li></ul>",
            "<p>We write in plain words. We aim at a reading age of about 11.</p>",
            "<h2>What we know is limited</h2>",
            "<ul><li>We have not yet tested with a group of disabled people. There may be faults that we don't know "
            "of.</li>",
            "<li>We have not tried each screen reader. A screen reader reads pages aloud.</li>",
            "<li>Three presses of Shift leave the site only where scripts run and there is such a key. The Exit button "
            "always works.</li>",
            "<li>The sheets to print are PDF files with tags, which screen readers use. A tool makes them so. Nobody "
            "has checked each one by hand.</li>",
            "<li>There is no version in sign language or in Easy Read.</li>",
            "<li>We can't answer for other websites that we link to.</li></ul>",
            "<h2>Tell us</h2>",
            "<p>Does something not work for you? Do you need a page in another form, such as large print? Write to "
            "{fact:contact-access}. Say which page it is and what went wrong. We will think about it and answer within "
            "10 working days.</p>",
            "<p>Please don't write to that address about a person you are worried about.</p>",
            "<h2>If you are not happy with our answer</h2>",
            "<p>The special rules for websites of public bodies do not bind a charity. The {fact:equality-act} does. "
            "It says that a service must make fair changes, so that disabled people can use it.</p>",
            "<p>In England, Scotland and Wales you can get free advice from the "
            '<a href="https://www.equalityadvisoryservice.com/">Equality Advisory and Support Service</a>. In Northern '
            "Ireland the law is a different one, and you can ask the "
            '<a href="https://www.equalityni.org/">Equality Commission for Northern Ireland</a>.</p>',
            "<h2>The standard</h2>",
            "<p>Our aim is {fact:wcag}. WCAG stands for Web Content Accessibility Guidelines. Our own tests find no "
            "fault against it. But nobody from outside has checked the site. So we don't claim that it meets every "
            "point.</p>",
            "<h2>How we tested</h2>",
            "<ul><li><b>By a tool.</b> A tool called axe looks at each kind of page, in light and dark, on narrow and "
            "wide screens. It must find nothing before a new version goes out.</li>",
            "<li><b>By measuring.</b> We work out how strongly each pair of colours differs. We check that buttons are "
            "large enough for a thumb, and that nothing runs off a narrow screen.</li>",
            "<li><b>By hand.</b> We use pages with a keyboard alone.</li></ul>",
            "<p>This statement was written on 25 November 2026.</p>",
        ),
        MADE_UP,
        sources(
            (
                "World Wide Web Consortium, Web Content Accessibility Guidelines",
                "https://www.w3.org/TR/WCAG22/",
                "2023-10-05",
                "The standard, and its levels A, AA and AAA",
            ),
            (
                "GOV.UK, sample accessibility statement",
                "https://www.gov.uk/government/publications/sample-accessibility-statement/"
                "sample-accessibility-statement-for-a-fictional-public-sector-website",
                "2023-12-19",
                "The parts of such a statement",
            ),
            (
                "Equality Advisory and Support Service",
                "https://www.equalityadvisoryservice.com/",
                "",
                "Advice on a complaint, England, Scotland and Wales",
            ),
            (
                "Equality Commission for Northern Ireland",
                "https://www.equalityni.org/",
                "",
                "Advice on a complaint, Northern Ireland",
            ),
            (
                "Equality and Human Rights Commission, on the advice service",
                "https://www.equalityhumanrights.com/en/our-work/blogs/"
                "equality-advisory-and-support-service-three-years-advice-and-guidance",
                "2015-11-25",
                "Free advice in Great Britain",
            ),
        ),
    ],
    "reviewed_on": REVIEWED,
    "review_by": REVIEW_BY,
}

PAGES: list[PageData] = [PRIVACY, COOKIES, SAFETY, ACCESSIBILITY]
