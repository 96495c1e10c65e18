import "./elements/area-map.js";
import "./elements/error-summary.js";
import "./elements/exit-page.js";
import "./elements/map-keys.js";
import "./elements/map-zoom.js";
import "./elements/pick-one.js";
import "./elements/share-links.js";
import "./elements/site-nav.js";
