// The document page: deep zoom with the values' frames over the page, and clicks that lead both ways.
(function () {
  'use strict';
  const root = document.querySelector('.document');
  if (!root) return;
  const figures = [...document.querySelectorAll('.page-figure')], sheets = document.querySelector('.sheets');
  const strip = [...document.querySelectorAll('.strip a')];
  const figureOf = (page) => figures.find((f) => f.dataset.page === String(page));
  const valueOf = (field) => document.querySelector('.value[data-field="' + CSS.escape(field) + '"]');
  let viewer = null, shown = 0, chosen = '';
  // The viewer has frames of its own: it writes their place into the element, which on the page's picture would be a false one when printed.
  const framesFor = (figure) => {
    const frames = figure.querySelector('svg.boxes').cloneNode(true);
    frames.classList.add('in-viewer');
    frames.querySelectorAll('[id]').forEach((e) => e.removeAttribute('id'));
    frames.querySelectorAll('a').forEach((a) => { a.tabIndex = -1; if (chosen && a.dataset.field === chosen) a.classList.add('chosen'); });
    return frames;
  };

  // The page's words, unseen over the picture: for the browser to find, and to select and copy while that is chosen.
  const textOf = async (figure) => {
    const answer = await fetch(document.querySelector('meta[name=base]').content + '/documents/' + root.dataset.key + '/text/' + figure.dataset.page);
    if (!answer.ok) return null;
    const make = (name, values) => { const e = document.createElementNS('http://www.w3.org/2000/svg', name); Object.entries(values).forEach(([key, value]) => e.setAttribute(key, value)); return e; };
    const layer = make('svg', { class: 'words', viewBox: '0 0 ' + figure.dataset.width + ' ' + figure.dataset.height, preserveAspectRatio: 'none', role: 'group', 'aria-label': root.dataset.text });
    (await answer.json()).lines.forEach((line) => {
      const row = make('text', {});
      line.forEach((word) => {
        const span = make('tspan', { x: word.x, y: word.y + word.h * 0.78, 'font-size': Math.max(word.h * 0.75, 1), textLength: Math.max(word.w, 1), lengthAdjust: 'spacingAndGlyphs' });
        span.textContent = word.text;
        row.append(span, word.after);
      });
      layer.append(row);
    });
    return layer;
  };

  const rectOf = (a) => {
    const r = a.querySelector('rect');
    return { x: +r.getAttribute('x'), y: +r.getAttribute('y'), w: +r.getAttribute('width'), h: +r.getAttribute('height') };
  };
  // In one column the page's picture stays at the top of the window while the values go by under it.
  const narrow = () => matchMedia('(max-width: 58rem)').matches;
  const boxOf = (field) => document.querySelector('.boxes a[data-field="' + CSS.escape(field) + '"]');

  // A list is one stop of the Tab key: within it the arrow keys go on, and Tab goes through what the chosen entry holds.
  const stops = (item) => [item, ...item.querySelectorAll('a, summary, .corrected button, button.add')].filter((e) => e.matches('a, summary, button'));
  const lists = [];
  function roving(items) {
    if (items.length < 2) return;
    const list = { items, now: null };
    list.take = (item) => {
      items.forEach((other) => { if (other !== item) stops(other).forEach((e) => { e.tabIndex = -1; }); });
      stops(item).forEach((e) => e.removeAttribute('tabindex'));
      list.now = item;
    };
    list.take(items[0]);
    lists.push(list);
    items.forEach((item) => {
      item.addEventListener('focusin', () => { if (list.now !== item) list.take(item); });
      item.addEventListener('keydown', (e) => {
        if (e.target.closest('input, textarea, select') || e.ctrlKey || e.altKey || e.metaKey) return;
        const to = { ArrowDown: list.items.indexOf(item) + 1, ArrowRight: list.items.indexOf(item) + 1, ArrowUp: list.items.indexOf(item) - 1, ArrowLeft: list.items.indexOf(item) - 1, Home: 0, End: items.length - 1 }[e.key];
        if (to === undefined) return;
        e.preventDefault();
        const next = items[Math.min(Math.max(to, 0), items.length - 1)];
        list.take(next);
        if (stops(next)[0]) stops(next)[0].focus();
      });
    });
  }
  roving([...document.querySelectorAll('.values .value, .values .enter')]);
  roving(strip);
  roving([...document.querySelectorAll('.findings.of-document li')].filter((li) => li.querySelector('a')));
  const hint = document.createElement('p');
  hint.className = 'hidden'; hint.id = 'keys'; hint.textContent = root.dataset.keys;
  root.before(hint);
  document.querySelectorAll('.values').forEach((values) => values.setAttribute('aria-describedby', 'keys'));

  function mark(field) {
    chosen = field;
    document.querySelectorAll('.chosen').forEach((e) => e.classList.remove('chosen'));
    const value = valueOf(field);
    if (value) { value.classList.add('chosen'); lists.forEach((list) => { if (list.items.includes(value)) list.take(value); }); }
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
      viewer.addOverlay({ element: framesFor(figure), location: new OpenSeadragon.Rect(0, 0, 1, h / w) });
      if (then) then();
      textOf(figure).then((layer) => { if (layer && viewer && shown === page) viewer.addOverlay({ element: layer, location: new OpenSeadragon.Rect(0, 0, 1, h / w) }); });
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
    value.scrollIntoView({ block: narrow() ? 'start' : 'center' });
    history.replaceState(null, '', '#' + value.id);
  }

  figures.forEach((figure) => {
    const svg = figure.querySelector('svg.boxes');
    svg.dataset.page = figure.dataset.page;
    // The values lead to every frame: the Tab key does not go through them once more.
    svg.querySelectorAll('a').forEach((a) => { a.tabIndex = -1; });
    svg.querySelectorAll('a').forEach((a) => a.addEventListener('click', (e) => { e.preventDefault(); showValue(a.dataset.field); }));
  });
  strip.forEach((a) => a.addEventListener('click', (e) => { if (viewer) { e.preventDefault(); } showPage(+a.dataset.page); }));
  document.querySelectorAll('.findings a').forEach((a) => a.addEventListener('click', (e) => {
    const value = a.matches('.to-value') && document.getElementById(decodeURIComponent(a.hash.slice(1)));
    if (value) { e.preventDefault(); showValue(value.dataset.field); showPlace(value.dataset.field); }
    else if (a.matches('.to-page') && viewer) { e.preventDefault(); showPage(+a.hash.slice('#page-'.length)); document.querySelector('.paper').scrollIntoView({ block: 'nearest' }); }
  }));
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
    const tool = (sign, label, act) => {
      const button = document.createElement('button');
      button.type = 'button'; button.className = 'button quiet-button'; button.textContent = sign; button.setAttribute('aria-label', label); button.title = label;
      button.addEventListener('click', () => act(button));
      return button;
    };
    const moving = (act) => () => { if (viewer) { act(); viewer.viewport.applyConstraints(); } };
    tools.append(tool('+', root.dataset.zoomIn, moving(() => viewer.viewport.zoomBy(1.5))), ' ', tool('−', root.dataset.zoomOut, moving(() => viewer.viewport.zoomBy(1 / 1.5))), ' ',
      tool('▢', root.dataset.whole, moving(() => { viewer.viewport.setRotation(0); viewer.viewport.goHome(); })), ' ',
      tool('⟳', root.dataset.turn, moving(() => viewer.viewport.setRotation((viewer.viewport.getRotation() + 90) % 360))), ' ');
    const toggled = (sign, label, name, act) => {
      const button = tool(sign, label, () => { const on = button.getAttribute('aria-pressed') !== 'true'; button.setAttribute('aria-pressed', String(on)); act(on); });
      button.id = name; button.setAttribute('aria-pressed', 'false');
      tools.append(button, ' ');
    };
    toggled('↔', root.dataset.wide, 'full-width', (on) => { root.classList.toggle('full-width', on); if (viewer) viewer.forceResize(); });
    toggled('▦', root.dataset.thumbs, 'thumbnails', (on) => {
      document.querySelector('.strip').classList.toggle('thumbs', on);
      if (on) strip.forEach((a) => {
        const figure = figureOf(a.dataset.page);
        if (a.querySelector('img') || !figure || !figure.dataset.iiif) return;
        const picture = document.createElement('img');
        picture.loading = 'lazy'; picture.alt = ''; picture.src = figure.dataset.iiif + '/full/120,/0/default.jpg';
        a.prepend(picture);
      });
    });
    // Either a drag moves the page, or it selects text.
    const select = document.createElement('button');
    select.type = 'button'; select.className = 'button quiet-button'; select.id = 'select-text'; select.textContent = 'T'; select.setAttribute('aria-label', root.dataset.select); select.title = root.dataset.select;
    select.setAttribute('aria-pressed', 'false');
    select.addEventListener('click', () => {
      const on = place.classList.toggle('selecting');
      select.setAttribute('aria-pressed', String(on));
      if (viewer) viewer.setMouseNavEnabled(!on);
    });
    tools.append(select);
    window.deskViewer = viewer;
    viewer.deskPage = () => shown;
  }
  // Pages print as plain pictures, whether they were looked at or not.
  const pictures = figures.map((f) => f.querySelector('img')).filter(Boolean);
  const load = () => Promise.race([Promise.all(pictures.map((picture) => { picture.loading = 'eager'; return picture.decode().catch(() => {}); })), new Promise((done) => setTimeout(done, 30000))]);
  const print = document.getElementById('print');
  const toPaper = () => { print.disabled = true; load().then(() => { print.disabled = false; window.print(); }); };
  window.addEventListener('beforeprint', load);
  window.deskPictures = load;
  print.hidden = false;
  print.addEventListener('click', toPaper);
  document.addEventListener('keydown', (e) => { if ((e.ctrlKey || e.metaKey) && !e.shiftKey && !e.altKey && e.code === 'KeyP') { e.preventDefault(); toPaper(); } });

  const anchor = decodeURIComponent(location.hash.slice(1));
  const at = anchor && document.getElementById(anchor);
  if (at && at.classList.contains('value')) { at.scrollIntoView({ block: narrow() ? 'start' : 'center' }); showPlace(at.dataset.field); if (!boxOf(at.dataset.field) && figures[0]) showPage(+figures[0].dataset.page); }
  else if (at && at.dataset.field === 'found') showPlace('found', true);
  else if (figures.length) showPage(at && at.dataset.page ? +at.dataset.page : +figures[0].dataset.page);

  // What was typed is kept in this tab until it is saved: a session that ends meanwhile takes nothing away.
  const kept = 'typed:' + root.dataset.key;
  document.querySelectorAll('form.correction').forEach((form) => form.addEventListener('submit', () => {
    sessionStorage.setItem(kept, JSON.stringify({ field: form.elements.field.value, after: form.elements.after.value, why: form.elements.why.value }));
  }));
  const typed = sessionStorage.getItem(kept);
  const saved = /[?&](done|undone)=/.test(location.search), open = document.querySelector('details.correct[open]');
  if (typed) sessionStorage.removeItem(kept);
  if (open) {
    const value = open.closest('.value');
    (value || open).scrollIntoView({ block: narrow() ? 'start' : 'center' });
    if (value) showPlace(value.dataset.field);
    open.querySelector('[name=after]').focus({ preventScroll: true });
  }
  else if (typed && !saved) {
    const { field, after, why } = JSON.parse(typed), value = valueOf(field), empty = document.querySelector('.enter option[value="' + CSS.escape(field) + '"]');
    const form = (value && value.querySelector('form.correction')) || (empty && empty.closest('form'));
    if (form) {
      form.closest('details').open = true;
      form.elements.after.value = after; form.elements.why.value = why;
      if (value) { showValue(field); showPlace(field); } else { empty.selected = true; form.scrollIntoView({ block: 'center' }); }
      document.getElementById('said').textContent = root.dataset.kept;
    }
  }
  // From hit to hit of the search that led here: values that hold its words, and places on the pages.
  const hits = [...document.querySelectorAll('.value:has(mark)')].map((value) => value.dataset.field), bar = document.querySelector('.hit-buttons');
  if (boxOf('found') && !hits.length) hits.push('found');
  if (bar && hits.length > 1) {
    const count = document.createElement('span');
    let now = Math.max(0, hits.indexOf(chosen));
    const say = () => { count.textContent = ' ' + (now + 1) + '/' + hits.length + ' '; };
    const step = (by) => { now = (now + by + hits.length) % hits.length; showValue(hits[now]); showPlace(hits[now]); say(); };
    const button = (sign, label, by) => {
      const one = document.createElement('button');
      one.type = 'button'; one.className = 'button quiet-button'; one.textContent = sign; one.title = label; one.setAttribute('aria-label', label);
      one.addEventListener('click', () => step(by));
      return one;
    };
    bar.append(button('‹', bar.dataset.previous, -1), count, button('›', bar.dataset.next, 1));
    say();
    bar.hidden = false;
  }

  // Back to the results as they were left, filters and all.
  const results = document.getElementById('results');
  if (results && document.referrer.startsWith(location.origin + document.querySelector('meta[name=base]').content + '/search?')) results.href = document.referrer;
})();
