import "./elements/error-summary.js";
import "./elements/exit-page.js";
import "./elements/share-links.js";
import "./elements/site-nav.js";
