// One script for all pages. Every island finds its own elements and leaves the rest alone.
import "bootstrap-italia/dist/plugins/accordion.js";
import "bootstrap-italia/dist/plugins/collapse.js";
import "bootstrap-italia/dist/plugins/dropdown.js";

import { startHtmx } from "./islands/htmx";
import * as acting from "./islands/acting";
import * as autosave from "./islands/autosave";
import * as bulk from "./islands/bulk";
import * as confirm from "./islands/confirm";
import * as drop from "./islands/drop";
import * as expands from "./islands/expands";
import * as folded from "./islands/folded";
import * as keys from "./islands/keys";
import * as menus from "./islands/menus";
import * as messages from "./islands/messages";
import * as panel from "./islands/panel";
import * as picker from "./islands/picker";
import * as questions from "./islands/questions";
import * as quote from "./islands/quote";
import * as richText from "./islands/rich_text";
import * as suggest from "./islands/suggest";
import * as video from "./islands/video";

const ISLANDS = [
  ...[autosave, bulk, confirm, drop, expands, folded, menus, messages, panel, picker],
  ...[questions, quote, richText, suggest, video],
];

function start(root: ParentNode): void {
  for (const island of ISLANDS) island.start(root);
}

document.documentElement.classList.add("has-script");
acting.listen();
expands.listen();
keys.listen();
menus.listen();
startHtmx(start);
start(document);
