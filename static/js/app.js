import "./busy.js";
import "./confirm.js";
import "./copy.js";
import "./menu.js";
import "./tags.js";
import "./upload.js";
