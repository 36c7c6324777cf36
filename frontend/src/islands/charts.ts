// Charts and maps of the observatory, drawn from the JSON beside them: the table under each is the
// equivalent, so what is drawn is hidden from assistive technology but for one sentence.
import { BarChart, BoxplotChart, CustomChart, LineChart, MapChart, SankeyChart, ScatterChart, TreemapChart } from "echarts/charts";
import { GridComponent, GeoComponent, LegendComponent, MarkLineComponent, TitleComponent, TooltipComponent } from "echarts/components";
import { getMap, init, registerMap, use } from "echarts/core";
import type { EChartsType } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { boxes, curve, flow, gantt, NARROW, PANEL, panelColumns, panels, points, pyramid } from "./chart_kinds";
import { axisOf, base, compact, LINE, palette, short, told } from "./chart_parts";
import type { Feature, Palette, Series, Spec } from "./chart_parts";

use([BarChart, BoxplotChart, CustomChart, LineChart, SankeyChart, ScatterChart, MapChart, TreemapChart, GridComponent, GeoComponent, LegendComponent, MarkLineComponent, TitleComponent, TooltipComponent, SVGRenderer]);

const drawn = new Map<HTMLElement, EChartsType>();

/** Series with another unit than the first have the other axis; of a third unit none is drawn. */
function axes(spec: Spec): { units: string[]; shown: Series[] } {
  const units = [...new Set(spec.series.map((one) => one.unit))].slice(0, 2);
  return { units, shown: spec.series.filter((one) => units.includes(one.unit)) };
}

function breaks(spec: Spec, colours: Palette) {
  if (!spec.breaks.length) return undefined;
  return {
    silent: true,
    symbol: "none",
    lineStyle: { color: colours.ink, type: "dashed" },
    label: { color: colours.ink, formatter: (mark: { name: string }) => mark.name, position: "end" },
    // One above the other: two breaks are often close.
    data: spec.breaks.map((one, place) => ({ name: one.label, xAxis: one.at, label: { distance: 4 + 16 * (place % 2) } })),
  };
}

/** So few names that each has room, on two lines if needed. */
const few = (spec: Spec) => spec.categories.length <= 6;

function upright(spec: Spec, colours: Palette) {
  const { units, shown } = axes(spec);
  const axis = axisOf(colours);
  const isStacked = spec.kind === "stack";
  return {
    ...base(colours),
    tooltip: { ...base(colours).tooltip, trigger: "axis", formatter: (rows: { dataIndex: number }[]) => told(spec, shown, rows[0].dataIndex) },
    legend: { show: shown.length > 1, bottom: 0, textStyle: { color: colours.text } },
    grid: { left: 8, right: 16, top: 36, bottom: shown.length > 1 ? 40 : 8, containLabel: true },
    xAxis: { type: "category", data: spec.categories, ...axis, axisLabel: few(spec) ? { color: colours.muted, interval: 0, overflow: "break", width: 90, lineHeight: 15 } : axis.axisLabel },
    yAxis: units.map((unit) => ({ type: "value", name: unit, nameTextStyle: { color: colours.muted }, ...axis, axisLabel: { ...axis.axisLabel, formatter: compact } })),
    series: shown.map((one, at) => ({
      name: one.name,
      type: spec.kind === "line" ? "line" : "bar",
      yAxisIndex: units.indexOf(one.unit),
      stack: isStacked ? "all" : undefined,
      symbol: ["circle", "rect", "triangle", "diamond", "roundRect"][at % 5],
      symbolSize: 6,
      lineStyle: { width: 2, type: at ? "dashed" : "solid" },
      barMaxWidth: 48,
      data: one.values,
      cursor: spec.links.some(Boolean) ? "pointer" : "default",
      markLine: at ? undefined : breaks(spec, colours),
    })),
  };
}

/** One measure of the table, lying down. */
function lying(spec: Spec, colours: Palette) {
  const one = spec.series[spec.drawn];
  const axis = axisOf(colours);
  return {
    ...base(colours),
    tooltip: { ...base(colours).tooltip, formatter: (row: { dataIndex: number }) => told(spec, spec.series, row.dataIndex) },
    grid: { left: 8, right: 64, top: 8, bottom: 8, containLabel: true },
    xAxis: { type: "value", ...axis, axisLabel: { ...axis.axisLabel, formatter: compact } },
    yAxis: { type: "category", inverse: true, data: spec.categories.map(short), ...axis, axisLabel: { color: colours.text, fontSize: 13 } },
    series: [{
      type: "bar", data: one.values, barMaxWidth: 20, cursor: spec.links.some(Boolean) ? "pointer" : "default",
      label: { show: true, position: "right", textBorderWidth: 0, color: colours.text, formatter: (row: { value: number | null }) => (row.value === null ? "n.d." : compact(row.value)) },
    }],
  };
}

function tree(spec: Spec, colours: Palette) {
  const at = spec.series.findIndex((one) => one.unit === "€");
  const one = spec.series[at < 0 ? 0 : at];
  return {
    ...base(colours),
    tooltip: { ...base(colours).tooltip, formatter: (row: { dataIndex: number }) => (row.dataIndex > 0 ? told(spec, spec.series, row.dataIndex - 1) : spec.title) },
    series: [{
      type: "treemap", roam: false, nodeClick: false, breadcrumb: { show: false }, left: 0, right: 0, top: 0, bottom: 0,
      itemStyle: { borderColor: "#fff", gapWidth: 2 },
      label: { color: "#fff", textBorderWidth: 0, lineHeight: 17, formatter: (row: { name: string; value: number }) => `${row.name}\n${compact(row.value)}`, overflow: "break" },
      data: spec.categories.map((name, at) => ({ name, value: one.values[at] ?? 0, itemStyle: { color: colours.series[at % colours.series.length] } })),
    }],
  };
}

/** Regions are found by their ISTAT code: names are written in many ways. */
function painted(spec: Spec, colours: Palette, features: Feature[]) {
  const at = new Map(spec.codes!.map((code, index) => [Number(code), index]));
  const hatched = { symbol: "rect", color: colours.line, dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4 };
  const data = features.map((one) => {
    const index = at.get(Number(one.properties.code));
    const place = index === undefined ? null : spec.places![index];
    const known = place !== null && place !== undefined;
    return {
      name: one.properties.code,
      index,
      label: one.properties.name,
      itemStyle: known ? { areaColor: colours.classes[place], ...(spec.chosen!.includes(one.properties.code) ? { borderColor: colours.ink, borderWidth: 2.5 } : {}) } : { areaColor: colours.ground, borderColor: colours.line, decal: index === undefined ? hatched : undefined },
      cursor: index !== undefined && spec.links[index] ? "pointer" : "default",
    };
  });
  return {
    ...base(colours),
    tooltip: {
      ...base(colours).tooltip,
      formatter: (row: { data?: { index?: number; label: string } }) => {
        if (!row.data) return "";
        return row.data.index === undefined ? `${row.data.label}: ${spec.outside}` : `${spec.categories[row.data.index]}: ${spec.texts![row.data.index]}`;
      },
    },
    series: [{
      type: "map", map: spec.outline, nameProperty: "code", data, selectedMode: false, roam: false, aspectScale: 0.75,
      left: 4, right: 4, top: 4, bottom: 4, label: { show: false },
      itemStyle: { borderColor: "#fff", borderWidth: 0.6 },
      emphasis: { label: { show: false }, itemStyle: { areaColor: colours.ink } },
    }],
  };
}

async function outlines(address: string, name: string): Promise<Feature[] | null> {
  const known = getMap(name);
  if (known) return (known.geoJSON as unknown as { features: Feature[] }).features;
  const answer = await fetch(address);
  if (!answer.ok) return null;
  const geo = await answer.json();
  registerMap(name, geo);
  return geo.features;
}

function size(box: HTMLElement, spec: Spec): void {
  const heights = { line: 320, column: 300, stack: 320, tree: 340, map: Math.min(620, Math.max(360, box.clientWidth)), bar: 40 + spec.categories.length * LINE,
    box: 60 + spec.categories.length * 44, curve: Math.min(420, Math.max(300, box.clientWidth)), points: 380, flow: Math.max(260, spec.categories.length * (box.clientWidth < NARROW ? 2 : 1.4) * LINE + 40),
    gantt: 70 + spec.categories.length * 34, pyramid: 80 + spec.categories.length * LINE,
    panels: Math.ceil(spec.series.length / panelColumns(box.clientWidth)) * PANEL };
  box.style.height = `${heights[spec.kind]}px`;
}

async function draw(box: HTMLElement): Promise<void> {
  const source = document.getElementById(box.dataset.chart ?? "");
  if (!source || drawn.has(box)) return;
  const spec = JSON.parse(source.textContent ?? "{}") as Spec;
  const features = box.dataset.map ? await outlines(box.dataset.map, spec.outline ?? "") : [];
  if (!features || !box.isConnected || drawn.has(box)) return;
  box.hidden = false;
  size(box, spec);
  const colours = palette();
  const chart = init(box, undefined, { renderer: "svg", locale: "EN" });
  drawn.set(box, chart);
  const options = {
    box: boxes, curve, points, gantt, pyramid, flow: (one: Spec, all: Palette) => flow(one, all, box.clientWidth), panels: (one: Spec, all: Palette) => panels(one, all, box.clientWidth), bar: lying, tree, line: upright, column: upright, stack: upright, map: (one: Spec, all: Palette) => painted(one, all, features) };
  chart.setOption(options[spec.kind](spec, colours) as never);
  box.setAttribute("role", "img");
  box.setAttribute("aria-label", box.dataset.label ?? spec.title);
  chart.on("click", (event) => {
    const data = event.data as { index?: number } | undefined;
    const at = spec.kind === "map" || spec.kind === "flow" ? data?.index : spec.kind === "tree" ? event.dataIndex - 1 : event.dataIndex;
    if (at !== undefined && spec.links[at]) location.assign(spec.links[at]);
  });
  offerPicture(box, chart, spec.title);
}

/** The drawing as a PNG file, twice as large as on the page. */
function offerPicture(box: HTMLElement, chart: EChartsType, title: string): void {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-xs pico-obs-png";
  button.textContent = box.dataset.png ?? "PNG";
  button.addEventListener("click", () => {
    const picture = new Image();
    picture.onload = () => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [box.clientWidth * 2, box.clientHeight * 2];
      const context = canvas.getContext("2d")!;
      context.fillStyle = "#fff";
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const link = document.createElement("a");
      link.href = canvas.toDataURL("image/png");
      link.download = `${title.toLowerCase().replace(/[^a-z0-9]+/g, "-")}.png`;
      link.click();
    };
    picture.src = chart.getDataURL({ type: "svg" });
  });
  box.after(button);
}

function start(): void {
  for (const [box, chart] of drawn) {
    if (box.isConnected) continue;
    chart.dispose();
    drawn.delete(box);
  }
  document.querySelectorAll<HTMLElement>("[data-chart]").forEach((box) => void draw(box));
}

let waiting = 0;
addEventListener("resize", () => {
  clearTimeout(waiting);
  waiting = window.setTimeout(() => drawn.forEach((chart) => chart.resize()), 150);
});
document.addEventListener("htmx:afterSettle", start);
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
