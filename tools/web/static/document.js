// The document page: deep zoom with the values' frames over the page, and clicks that lead both ways.
(function () {
  'use strict';
  const root = document.querySelector('.document');
  if (!root) return;
  const figures = [...document.querySelectorAll('.page-figure')], sheets = document.querySelector('.sheets');
  const strip = [...document.querySelectorAll('.strip a')];
  const figureOf = (page) => figures.find((f) => f.dataset.page === String(page));
  const valueOf = (field) => document.querySelector('.value[data-field="' + CSS.escape(field) + '"]');
  let viewer = null, shown = 0;

  const rectOf = (a) => {
    const r = a.querySelector('rect');
    return { x: +r.getAttribute('x'), y: +r.getAttribute('y'), w: +r.getAttribute('width'), h: +r.getAttribute('height') };
  };
  const boxOf = (field) => document.querySelector('.boxes a[data-field="' + CSS.escape(field) + '"]');

  function mark(field) {
    document.querySelectorAll('.chosen').forEach((e) => e.classList.remove('chosen'));
    const value = valueOf(field);
    if (value) value.classList.add('chosen');
    document.querySelectorAll('.boxes a[data-field="' + CSS.escape(field) + '"]').forEach((a) => a.classList.add('chosen'));
  }

  function showPage(page, then) {
    strip.forEach((a) => a.dataset.page === String(page) ? a.setAttribute('aria-current', 'true') : a.removeAttribute('aria-current'));
    const figure = figureOf(page);
    if (!viewer || !figure) { if (figure) figure.scrollIntoView({ block: 'nearest' }); if (then) then(); return; }
    if (shown === page) { if (then) then(); return; }
    shown = page;
    viewer.clearOverlays();
    const w = +figure.dataset.width, h = +figure.dataset.height;
    viewer.addOnceHandler('open', () => {
      viewer.addOverlay({ element: figure.querySelector('svg.boxes'), location: new OpenSeadragon.Rect(0, 0, 1, h / w) });
      if (then) then();
    });
    viewer.open({ '@context': 'http://iiif.io/api/image/3/context.json', id: location.origin + figure.dataset.iiif, type: 'ImageService3', protocol: 'http://iiif.io/api/image',
      profile: 'level1', width: w, height: h, tiles: [{ width: 512, scaleFactors: [1, 2, 4, 8] }] });
  }

  function showPlace(field, far) {
    const a = boxOf(field);
    mark(field);
    if (!a) return;
    const page = +a.closest('svg').dataset.page;
    showPage(page, () => {
      if (!viewer) { a.querySelector('rect').scrollIntoView({ block: 'center' }); return; }
      const figure = figureOf(page), w = +figure.dataset.width, r = rectOf(a);
      const wide = Math.max(r.w * 1.3, w * (far ? 1 : 0.45)), high = Math.max(r.h * 3, wide * 0.5);
      viewer.viewport.fitBoundsWithConstraints(new OpenSeadragon.Rect((r.x + r.w / 2 - wide / 2) / w, (r.y + r.h / 2 - high / 2) / w, wide / w, high / w));
    });
  }

  function showValue(field) {
    mark(field);
    const value = valueOf(field);
    if (!value) return;
    value.scrollIntoView({ block: 'center' });
    history.replaceState(null, '', '#' + value.id);
  }

  figures.forEach((figure) => {
    const svg = figure.querySelector('svg.boxes');
    svg.dataset.page = figure.dataset.page;
    svg.querySelectorAll('a').forEach((a) => a.addEventListener('click', (e) => { e.preventDefault(); showValue(a.dataset.field); }));
  });
  strip.forEach((a) => a.addEventListener('click', (e) => { if (viewer) { e.preventDefault(); } showPage(+a.dataset.page); }));
  document.querySelectorAll('.value').forEach((value) => value.addEventListener('click', (e) => {
    if (e.target.closest('form, summary, details')) return;
    if (e.target.closest('a.place')) e.preventDefault();
    showPlace(value.dataset.field);
  }));

  if (window.OpenSeadragon && figures.some((f) => f.dataset.iiif) && !matchMedia('print').matches) {
    const place = document.createElement('div');
    place.className = 'viewer';
    place.tabIndex = 0;
    sheets.before(place);
    sheets.hidden = true;
    viewer = OpenSeadragon({ element: place, showNavigationControl: false, gestureSettingsMouse: { clickToZoom: false }, gestureSettingsTouch: { clickToZoom: false },
      minZoomImageRatio: 0.7, maxZoomPixelRatio: 3, visibilityRatio: 0.5, animationTime: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 0.6, drawer: 'canvas' });
    // The viewer captures the pointer for dragging, so that a press on a frame ends in the viewer: it says what was meant.
    let pressed = null;
    viewer.addHandler('canvas-press', (e) => { pressed = e.originalEvent.target.closest('.boxes a'); });
    viewer.addHandler('canvas-click', (e) => { if (e.quick && pressed) showValue(pressed.dataset.field); });
    viewer.addHandler('open-failed', () => { place.remove(); sheets.hidden = false; viewer = null; });
    const tools = document.querySelector('.zoom-buttons');
    [['+', root.dataset.zoomIn, () => viewer.viewport.zoomBy(1.5)], ['−', root.dataset.zoomOut, () => viewer.viewport.zoomBy(1 / 1.5)], ['▢', root.dataset.whole, () => viewer.viewport.goHome()]].forEach(([sign, label, act]) => {
      const button = document.createElement('button');
      button.type = 'button'; button.className = 'button quiet-button'; button.textContent = sign; button.setAttribute('aria-label', label); button.title = label;
      button.addEventListener('click', () => { if (viewer) { act(); viewer.viewport.applyConstraints(); } });
      tools.append(button, ' ');
    });
    window.deskViewer = viewer;
  }
  // Pages print as plain pictures.
  window.addEventListener('beforeprint', () => figures.forEach((f) => { const svg = document.querySelector('svg.boxes[data-page="' + f.dataset.page + '"]'); if (svg && svg.parentNode !== f) { f.append(svg); } }));

  const anchor = decodeURIComponent(location.hash.slice(1));
  const at = anchor && document.getElementById(anchor);
  if (at && at.classList.contains('value')) { at.scrollIntoView({ block: 'center' }); showPlace(at.dataset.field); if (!boxOf(at.dataset.field) && figures[0]) showPage(+figures[0].dataset.page); }
  else if (at && at.dataset.field === 'found') showPlace('found', true);
  else if (figures.length) showPage(at && at.dataset.page ? +at.dataset.page : +figures[0].dataset.page);
})();
