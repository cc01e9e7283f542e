import "./combo.js";
import "./dialog.js";
import "./drop.js";
import "./focus.js";
import "./menu.js";
import "./offline.js";
import "./toast.js";
