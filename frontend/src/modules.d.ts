declare module "htmx.org/dist/htmx.esm.js";
declare module "bootstrap-italia/*";
