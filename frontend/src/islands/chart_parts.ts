// What the charts of the observatory have in common: what they are told, colours, words, axes.
export type Series = { name: string; unit: string; values: (number | null)[] };
export type Spec = {
  kind: "line" | "bar" | "column" | "stack" | "map" | "tree" | "box" | "curve" | "points" | "flow" | "gantt" | "pyramid" | "panels";
  title: string;
  unit: string;
  categories: string[];
  links: string[];
  series: Series[];
  breaks: { at: number; label: string }[];
  drawn: number;
  codes?: string[];
  chosen?: string[];
  outline?: string;
  texts?: string[];
  classes?: string[];
  places?: (number | null)[];
  outside?: string;
  missing?: string;
  starts?: string[];
  spans?: ([string, string] | null)[][];
  spanNames?: string[];
};
export type Palette = { ink: string; text: string; muted: string; line: string; ground: string; series: string[]; classes: string[] };
export type Feature = { properties: { code: string; name: string } };

export const LINE = 30; // pixels of a bar with its room
const LONGEST = 30; // characters of a label

/** A colour of the page as `rgb()`, whatever way the style sheet writes it. */
function colour(name: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  const mixed = /color\(srgb ([\d.]+) ([\d.]+) ([\d.]+)/.exec(found);
  return mixed ? `rgb(${mixed.slice(1, 4).map((part) => Math.round(Number(part) * 255)).join(",")})` : found;
}

export function palette(): Palette {
  const many = (name: string, count: number) => Array.from({ length: count }, (_, at) => colour(`--pico-obs-${name}-${at}`));
  return {
    ink: colour("--pico-ink"), text: colour("--pico-text"), muted: colour("--pico-muted"),
    line: colour("--pico-line"), ground: colour("--pico-ground"), series: many("series", 5), classes: many("class", 5),
  };
}

export const written = (value: number | null | undefined, unit: string) =>
  value === null || value === undefined ? "n.d." : `${value.toLocaleString("it", { maximumFractionDigits: 2 })}${unit ? ` ${unit}` : ""}`;

export function compact(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e9) return `${(value / 1e9).toLocaleString("it", { maximumFractionDigits: 1 })} mld`;
  if (size >= 1e6) return `${(value / 1e6).toLocaleString("it", { maximumFractionDigits: 1 })} mln`;
  return value.toLocaleString("it");
}

export const short = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

export function base(colours: Palette) {
  return {
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches && !matchMedia("print").matches,
    animationDuration: 300,
    color: colours.series,
    textStyle: { fontFamily: "Titillium Web, sans-serif", color: colours.text },
    tooltip: { renderMode: "richText", confine: true, borderColor: colours.line, textStyle: { color: colours.text, lineHeight: 19 } },
  };
}

export const axisOf = (colours: Palette) => ({
  axisLine: { lineStyle: { color: colours.line } },
  axisTick: { show: false },
  axisLabel: { color: colours.muted, hideOverlap: true },
  splitLine: { lineStyle: { color: colours.line } },
});

export function told(spec: Spec, series: Series[], at: number): string {
  return [spec.categories[at], ...series.map((one) => `${one.name}: ${written(one.values[at], one.unit)}`)].join("\n");
}
