// Charts of a page: each `.chart` names the JSON that feeds it and is drawn as SVG.
(() => {
  "use strict";
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const rtl = document.documentElement.dir === "rtl";

  // Cumulative claimed, accepted, verified and expected by month. Time runs from right to left in
  // Arabic, with the value axis on the right; the container itself stays left-to-right.
  const promise = (data) => {
    const area = (name, values, colour) => ({
      name, type: "line", data: values, symbol: "none", lineStyle: { width: 0 },
      areaStyle: { color: colour, opacity: 1 }, itemStyle: { color: colour }, emphasis: { disabled: true },
    });
    return {
      animation: false,
      textStyle: { fontFamily: css("--tblr-font-sans-serif") },
      grid: { left: rtl ? 16 : 64, right: rtl ? 64 : 16, top: 16, bottom: 32 },
      tooltip: { trigger: "axis", confine: true, className: "chart-tip", valueFormatter: (v) => (v == null ? "—" : Number(v).toLocaleString("en")) },
      xAxis: { type: "category", data: data.months, inverse: rtl, boundaryGap: false, axisLine: { lineStyle: { color: css("--mithaq-line") } }, axisTick: { show: false }, axisLabel: { color: css("--mithaq-muted"), hideOverlap: true } },
      yAxis: { type: "value", position: rtl ? "right" : "left", splitLine: { lineStyle: { color: css("--mithaq-line") } }, axisLabel: { color: css("--mithaq-muted"), formatter: (v) => v.toLocaleString("en") } },
      series: [
        area(data.labels.claimed, data.claimed, css("--mithaq-teal-pale")),
        area(data.labels.accepted, data.accepted, css("--mithaq-teal-mid")),
        area(data.labels.verified, data.verified, css("--mithaq-teal")),
        { name: data.labels.expected, type: "line", step: data.steps && "end", data: data.expected, symbol: "none", lineStyle: { color: css("--mithaq-ink"), type: "dashed", width: 1.5 }, itemStyle: { color: css("--mithaq-ink") } },
        ...(data.foreseen ? foreseen(data) : []),
      ],
    };
  };

  // Where the pace so far leads: a dotted line within the range that is likely.
  const foreseen = (data) => {
    const { middle, least, most } = data.foreseen;
    const colour = css("--mithaq-teal-mid");
    const quiet = { type: "line", symbol: "none", stack: "foreseen", lineStyle: { width: 0 }, silent: true, tooltip: { show: false }, emphasis: { disabled: true } };
    return [
      { ...quiet, name: "low", data: least, areaStyle: { opacity: 0 } },
      { ...quiet, name: "range", data: most.map((value, month) => (value == null ? null : value - least[month])), areaStyle: { color: colour, opacity: 0.22 } },
      { name: data.labels.foreseen, type: "line", data: middle, symbol: "none", lineStyle: { color: colour, type: "dotted", width: 2 }, itemStyle: { color: colour }, emphasis: { disabled: true } },
    ];
  };
  const kinds = { promise };

  const draw = (node) => {
    const data = JSON.parse(document.getElementById(node.dataset.source).textContent);
    node.dir = "ltr";
    const chart = window.echarts.init(node, null, { renderer: "svg" });
    chart.setOption(kinds[node.dataset.kind](data));
    new ResizeObserver(() => chart.resize()).observe(node);
  };
  const drawAll = (root) => root.querySelectorAll(".chart[data-source]:not([_echarts_instance_])").forEach(draw);
  document.addEventListener("DOMContentLoaded", () => drawAll(document));
  document.addEventListener("htmx:afterSettle", () => drawAll(document));
})();
