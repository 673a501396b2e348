// The chart of an office's scores; its table stands beside it.
(function () {
  'use strict';
  const place = document.getElementById('chart');
  if (!place || !window.uPlot) return;
  const data = JSON.parse(place.dataset.chart);
  const style = getComputedStyle(document.documentElement), ink = style.getPropertyValue('--accent').trim(), soft = style.getPropertyValue('--soft').trim(), line = style.getPropertyValue('--line').trim();
  const font = '14px ' + style.getPropertyValue('--font').trim();
  const axis = { stroke: soft, font: font, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } };
  const first = data.x[0] - 0.5, last = data.x[data.x.length - 1] + 0.5;
  new uPlot({ width: place.clientWidth, height: 240, legend: { show: false }, cursor: { drag: { x: false, y: false } },
    scales: { x: { time: false, range: [first, last] }, y: { range: [0, 100] } },
    axes: [Object.assign({ values: (u, v) => v.map((n) => Number.isInteger(n) ? String(n) : '') }, axis), Object.assign({ size: 44 }, axis)],
    series: [{}, { label: place.dataset.label, stroke: ink, width: 2.5, points: { show: true, size: 9, fill: ink } }] }, [data.x, data.y], place);
})();
