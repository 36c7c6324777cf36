// The kinds of charts that few sections have: spreads, concentration, flows, plans, ages.
import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from "echarts";
import { graphic } from "echarts/core";
import { axisOf, base, compact, told, written } from "./chart_parts";
import type { Palette, Spec } from "./chart_parts";

export const NARROW = 560; // pixels under which a chart has no room for two columns of words

const labels = (colours: Palette) => ({ color: colours.text, fontSize: 13, width: 130, overflow: "break", lineHeight: 15 });
const pointer = (spec: Spec) => (spec.links.some(Boolean) ? "pointer" : "default");

/** Whiskers, quartiles, median of each line; of few cases nothing is drawn. */
export function boxes(spec: Spec, colours: Palette) {
  const axis = axisOf(colours);
  const five = spec.categories.map((_, at) => spec.series.slice(0, 5).map((one) => one.values[at]));
  return {
    ...base(colours),
    tooltip: { ...base(colours).tooltip, formatter: (row: { dataIndex: number }) => told(spec, spec.series, row.dataIndex) },
    grid: { left: 8, right: 24, top: 8, bottom: 28, containLabel: true },
    xAxis: { type: "value", name: spec.unit, nameLocation: "middle", nameGap: 26, nameTextStyle: { color: colours.muted }, ...axis },
    yAxis: { type: "category", inverse: true, data: spec.categories, ...axis, axisLabel: labels(colours) },
    series: [{
      type: "boxplot", layout: "vertical", boxWidth: [10, 22], cursor: pointer(spec),
      itemStyle: { color: colours.classes[0], borderColor: colours.series[0], borderWidth: 1.5 },
      data: five.map((values) => (values.includes(null) ? [] : values)),
    }],
  };
}

/** Two shares from 0 to 100, beside the line of equality. */
export function curve(spec: Spec, colours: Palette) {
  const axis = axisOf(colours);
  const [across, up] = spec.series;
  const share = (name: string) => ({ type: "value", min: 0, max: 100, name, nameLocation: "middle", nameTextStyle: { color: colours.muted }, ...axis, axisLabel: { ...axis.axisLabel, formatter: "{value} %" } });
  const data = across.values.map((value, at) => [value, up.values[at]]).filter((pair) => !pair.includes(null));
  return {
    ...base(colours),
    tooltip: { ...base(colours).tooltip, formatter: (row: { dataIndex: number; seriesIndex: number }) => (row.seriesIndex || !row.dataIndex ? "" : told(spec, spec.series, row.dataIndex - 1)) },
    grid: { left: 28, right: 24, top: 16, bottom: 36, containLabel: true },
    xAxis: { ...share(across.name), nameGap: 28 },
    yAxis: { ...share(up.name), nameGap: 46 },
    series: [
      { type: "line", data: data.length ? [[0, 0], ...data] : [], symbol: "circle", symbolSize: 6, areaStyle: { opacity: 0.12 }, lineStyle: { width: 2 } },
      { type: "line", data: [[0, 0], [100, 100]], symbol: "none", silent: true, lineStyle: { color: colours.ink, type: "dashed", width: 1 } },
    ],
  };
}

/** Lots by amount, which runs over many sizes, and by time. */
export function points(spec: Spec, colours: Palette) {
  const axis = axisOf(colours);
  const [across, up] = spec.series;
  return {
    ...base(colours),
    tooltip: { ...base(colours).tooltip, formatter: (row: { dataIndex: number }) => told(spec, spec.series, row.dataIndex) },
    grid: { left: 8, right: 24, top: 36, bottom: 36, containLabel: true },
    xAxis: { type: "log", name: `${across.name} (${across.unit})`, nameLocation: "middle", nameGap: 28, nameTextStyle: { color: colours.muted }, ...axis, axisLabel: { ...axis.axisLabel, formatter: compact } },
    yAxis: { type: "value", name: up.unit, nameTextStyle: { color: colours.muted }, ...axis },
    series: [{ type: "scatter", symbolSize: 9, itemStyle: { opacity: 0.65 }, cursor: pointer(spec), data: across.values.map((value, at) => [value, up.values[at]]) }],
  };
}

/** Money from where it starts to where it ends; a name may stand on both sides. */
export function flow(spec: Spec, colours: Palette, width: number) {
  const amounts = spec.series[0];
  const isNarrow = width < NARROW;
  const start = (at: number) => `< ${spec.starts![at]}`;
  const total = (name: string) => spec.categories.reduce((sum, _, at) => (start(at) === name ? sum + (amounts.values[at] ?? 0) : sum), 0);
  const shown = (name: string) => name.replace(/^[<>] /, "");
  const left = [...new Set(spec.categories.map((_, at) => start(at)))];
  // Where money starts, in its order: flows that end beside each other do not cross.
  const right = [...new Set(left.flatMap((name) => spec.categories.filter((_, at) => start(at) === name)))];
  return {
    ...base(colours),
    tooltip: {
      ...base(colours).tooltip,
      formatter: (row: { dataType: string; name: string; value: number; data: { index?: number } }) =>
        row.dataType === "edge" ? `${spec.starts![row.data.index!]}\n${told(spec, spec.series, row.data.index!)}` : `${shown(row.name)}: ${written(row.value, amounts.unit)}`,
    },
    series: [{
      type: "sankey", left: 4, right: isNarrow ? 150 : 280, top: 8, bottom: 8, nodeWidth: 14, nodeGap: isNarrow ? 30 : 16, draggable: false, layoutIterations: 0,
      emphasis: { focus: "adjacency" }, lineStyle: { color: "source", opacity: 0.3 },
      label: { color: colours.text, width: isNarrow ? 140 : 270, overflow: "break", lineHeight: 15, formatter: (row: { name: string; value: number }) => `${shown(row.name)}\n${compact(row.value)}` },
      data: [
        ...left.map((name, at) => ({ name, value: total(name), itemStyle: { color: colours.series[at % 5] }, label: { position: "right" } })),
        ...right.map((name) => ({ name: `> ${name}`, itemStyle: { color: colours.muted } })),
      ],
      links: spec.categories.map((name, index) => ({ source: start(index), target: `> ${name}`, value: amounts.values[index] ?? 0, index })),
    }],
  };
}

/** What was planned above, what came about below. */
export function gantt(spec: Spec, colours: Palette) {
  const axis = axisOf(colours);
  const names = spec.spanNames!;
  const data = (which: number) => spec.spans!.map((spans, at) => (spans[which] ? [at, Date.parse(spans[which][0]), Date.parse(spans[which][1])] : [at, NaN, NaN]));
  const day = (value: number) => new Date(value).toLocaleDateString("it", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  const bar = (which: number) => (area: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
    if (Number.isNaN(api.value(1))) return undefined;
    const [from, to] = [api.coord([api.value(1), api.value(0)]), api.coord([api.value(2), api.value(0)])];
    const box = area.coordSys as unknown as { x: number; y: number; width: number; height: number };
    const shape = graphic.clipRectByRect({ x: from[0], y: from[1] - 11 + which * 11, width: Math.max(3, to[0] - from[0]), height: 9 }, box);
    return shape && { type: "rect" as const, shape, style: { fill: which ? colours.series[0] : colours.classes[0], stroke: colours.series[0], lineWidth: 1 } };
  };
  return {
    ...base(colours),
    tooltip: { ...base(colours).tooltip, formatter: (row: { dataIndex: number }) => [spec.categories[row.dataIndex], ...spec.spans![row.dataIndex].map((span, at) => `${names[at]}: ${span ? `${day(Date.parse(span[0]))} – ${day(Date.parse(span[1]))}` : "n.d."}`)].join("\n") },
    legend: { bottom: 0, textStyle: { color: colours.text }, data: names.map((name, which) => ({ name, itemStyle: { color: which ? colours.series[0] : colours.classes[0], borderColor: colours.series[0], borderWidth: 1 } })) },
    grid: { left: 8, right: 24, top: 8, bottom: 36, containLabel: true },
    xAxis: { type: "time", ...axis, axisLabel: { ...axis.axisLabel, formatter: { year: "{yyyy}", month: "{MM}/{yyyy}", day: "{dd}/{MM}" } } },
    yAxis: { type: "category", inverse: true, data: spec.categories, ...axis, axisLabel: labels(colours) },
    series: names.map((name, which) => ({ name, type: "custom", renderItem: bar(which), encode: { x: [1, 2], y: 0 }, data: data(which), cursor: pointer(spec) })),
  };
}

export const panelColumns = (width: number) => (width < NARROW ? 2 : 4);
export const PANEL = 150; // pixels of a row of panels

/** Each series in a drawing of its own, all on one scale: what differs is seen, not read. */
export function panels(spec: Spec, colours: Palette, width: number) {
  const axis = axisOf(colours);
  const columns = panelColumns(width);
  const most = rounded(Math.max(1, ...spec.series.flatMap((one) => one.values.map((value) => value ?? 0))));
  const [wide, gap] = [100 / columns, (100 / columns) * 0.12];
  const box = (at: number) => ({ left: `${(at % columns) * wide + gap / 2}%`, width: `${wide - gap}%`, top: Math.floor(at / columns) * PANEL + 28, height: PANEL - 60 });
  const ends = (index: number) => index === 0 || index === spec.categories.length - 1;
  return {
    ...base(colours),
    tooltip: { ...base(colours).tooltip, formatter: (row: { dataIndex: number; seriesIndex: number }) => told(spec, [spec.series[row.seriesIndex]], row.dataIndex) },
    title: spec.series.map((one, at) => ({ text: one.name, left: box(at).left, top: box(at).top - 26, padding: 0, textStyle: { fontSize: 13, fontWeight: 600, color: colours.text } })),
    grid: spec.series.map((_, at) => box(at)),
    xAxis: spec.series.map((_, at) => ({ type: "category", gridIndex: at, data: spec.categories, ...axis, axisLabel: { ...axis.axisLabel, hideOverlap: false, interval: ends } })),
    yAxis: spec.series.map((_, at) => ({ type: "value", gridIndex: at, max: most, ...axis, splitNumber: 2, axisLabel: { show: true, inside: true, verticalAlign: "top", padding: [3, 0, 0, 0], color: colours.muted, fontSize: 11, formatter: (value: number) => (value === most ? compact(value) : "") } })),
    series: spec.series.map((one, at) => ({
      name: one.name, type: "bar", xAxisIndex: at, yAxisIndex: at, data: one.values, itemStyle: { color: colours.series[0] }, cursor: pointer(spec),
      markLine: spec.breaks.length ? { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: colours.ink, type: "dashed" }, data: spec.breaks.map((mark) => ({ xAxis: mark.at })) } : undefined,
    })),
  };
}

/** The next number with one figure and zeros, so that both sides end at the same tick. */
function rounded(value: number): number {
  const size = 10 ** Math.floor(Math.log10(value));
  return Math.ceil(value / size) * size;
}

/** Two measures back to back. */
export function pyramid(spec: Spec, colours: Palette) {
  const axis = axisOf(colours);
  const most = rounded(Math.max(1, ...spec.series.flatMap((one) => one.values.map((value) => value ?? 0))));
  return {
    ...base(colours),
    tooltip: { ...base(colours).tooltip, trigger: "axis", axisPointer: { type: "shadow" }, formatter: (rows: { dataIndex: number }[]) => told(spec, spec.series, rows[0].dataIndex) },
    legend: { bottom: 0, textStyle: { color: colours.text } },
    grid: { left: 8, right: 24, top: 8, bottom: 40, containLabel: true },
    xAxis: { type: "value", min: -most, max: most, ...axis, axisLabel: { ...axis.axisLabel, formatter: (value: number) => compact(Math.abs(Math.round(value))) } },
    yAxis: { type: "category", inverse: true, data: spec.categories.map((name) => (name === name.toUpperCase() ? name.charAt(0) + name.slice(1).toLowerCase() : name)), ...axis, axisLabel: labels(colours) },
    series: spec.series.slice(0, 2).map((one, at) => ({
      name: one.name, type: "bar", stack: "all", barMaxWidth: 20,
      itemStyle: at ? { decal: { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: Math.PI / 4, color: "rgba(255,255,255,0.35)" } } : {},
      data: one.values.map((value) => (value === null ? null : at ? value : -value)),
    })),
  };
}
