// Draws a frame on the page's picture, by pointer or keys, has its text read, and puts it into a field or a new row: for what was not read, or read
// wrongly.
(function () {
  'use strict';
  const root = document.querySelector('.document'), form = document.getElementById('region'), tools = document.querySelector('.zoom-buttons');
  const viewer = window.deskViewer, place = document.querySelector('.viewer');
  if (!root || !form || !viewer || !place) return;
  const said = form.querySelector('.region-said'), read = form.querySelector('.region-read'), fields = form.elements.field;
  const base = document.querySelector('meta[name=base]').content;
  const [empty, , filled] = fields.querySelectorAll('optgroup');
  const heading = (element) => {
    const group = element.closest('.measure'), caption = group && group.querySelector('h3');
    return (caption || element.closest('section').querySelector('h2')).textContent.trim() + ' · ';
  };
  const option = (to, element, field, label, before) => {
    const one = document.createElement('option');
    one.value = field; one.textContent = heading(element) + label; one.dataset.before = before;
    to.append(one);
  };
  document.querySelectorAll('.enter option').forEach((one) => option(empty, one, one.value, one.textContent, ''));
  document.querySelectorAll('.value[data-field] form.correction').forEach((one) => {
    const value = one.closest('.value'), label = value.querySelector('.label');
    option(filled, value, value.dataset.field, (label || value.querySelector('summary .hidden')).textContent.replace(/^: /, ''), one.elements.before.value);
  });
  fields.selectedIndex = 0;
  const correct = form.action, rows = [...form.querySelectorAll('.new-row')], one = form.querySelector('.one-value');
  fields.addEventListener('change', () => {
    const now = fields.selectedOptions[0];
    if (!now) return;
    const list = now.dataset.list || '';
    form.elements.before.value = now.dataset.before || '';
    form.elements.list.value = list;
    form.action = list ? base + form.dataset.add : correct;
    one.hidden = form.elements.after.disabled = Boolean(list);
    rows.forEach((row) => {
      const on = row.dataset.list === list;
      row.hidden = row.disabled = !on;
      // What stood in the frame is most likely what the row is called.
      const title = row.querySelector('[data-title]');
      if (on && title && !title.value) title.value = form.elements.after.value;
    });
  });
  // What is wrong with a new row is said beside what was typed.
  form.addEventListener('submit', (e) => {
    if (!form.elements.list.value) return;
    e.preventDefault();
    fetch(form.action, { method: 'POST', headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(new FormData(form)) })
      .then((r) => r.json().then((answer) => ({ ok: r.ok, answer }))).then(({ ok, answer }) => { if (ok) location.href = answer.href; else said.textContent = answer.said; })
      .catch(() => { said.textContent = form.dataset.unread; });
  });

  const button = document.createElement('button');
  button.type = 'button'; button.className = 'button quiet-button'; button.id = 'draw'; button.textContent = '⬚'; button.title = form.dataset.draw;
  button.setAttribute('aria-label', form.dataset.draw); button.setAttribute('aria-pressed', 'false');
  tools.append(' ', button);
  const frame = document.createElement('div');
  frame.className = 'drawn'; frame.hidden = true;
  place.append(frame);
  let drawing = false, from = null, asked = 0, keyed = null, telling = 0;
  const set = (on) => {
    drawing = on;
    ++asked;  // what was asked before is of another frame
    button.setAttribute('aria-pressed', String(on));
    place.classList.toggle('drawing', on);
    viewer.setMouseNavEnabled(!on);
    form.hidden = !on;
    frame.hidden = true;
    keyed = null;
    read.hidden = true;
    said.textContent = on ? form.dataset.drawing : '';
    // Keys go to the picture, and a screen reader leaves them to it.
    if (on) { place.setAttribute('role', 'application'); place.setAttribute('aria-label', form.dataset.keys); } else { place.removeAttribute('role'); place.removeAttribute('aria-label'); }
    const select = document.getElementById('select-text');
    if (on && select && select.getAttribute('aria-pressed') === 'true') { select.click(); viewer.setMouseNavEnabled(false); }
  };
  button.addEventListener('click', (e) => {
    set(!drawing);
    if (drawing && e.detail === 0) { place.focus(); said.textContent = form.dataset.keys; }  // pressed by a key
  });
  form.elements.cancel.addEventListener('click', () => { set(false); button.focus(); });
  form.addEventListener('keydown', (e) => { if (e.key === 'Escape') { set(false); button.focus(); } });

  const within = (e) => {
    const r = place.getBoundingClientRect();
    return { x: Math.min(Math.max(e.clientX - r.left, 0), r.width), y: Math.min(Math.max(e.clientY - r.top, 0), r.height) };
  };
  const show = (to) => {
    frame.hidden = false;
    frame.style.left = Math.min(from.x, to.x) + 'px'; frame.style.top = Math.min(from.y, to.y) + 'px';
    frame.style.width = Math.abs(to.x - from.x) + 'px'; frame.style.height = Math.abs(to.y - from.y) + 'px';
  };
  place.addEventListener('pointerdown', (e) => {
    if (!drawing || e.button !== 0) return;
    e.preventDefault(); e.stopPropagation();
    from = within(e);
    place.setPointerCapture(e.pointerId);
    show(from);
  }, true);
  place.addEventListener('pointermove', (e) => { if (drawing && from) { e.stopPropagation(); show(within(e)); } }, true);
  place.addEventListener('pointercancel', () => { from = null; }, true);
  place.addEventListener('pointerup', (e) => {
    if (!drawing || !from) return;
    e.stopPropagation();
    const to = within(e), a = from;
    from = null;
    const box = boxOf(a, to);
    if (box) ask(viewer.deskPage(), box);
  }, true);

  // In pixels of the page; null while it is not there yet. Of a picture that was turned either corner may be the upper left one.
  function boxOf(a, b) {
    const item = viewer.world.getItemAt(0);
    if (!item) return null;
    const corner = (at) => item.viewerElementToImageCoordinates(new OpenSeadragon.Point(at.x, at.y));
    const p = corner(a), q = corner(b);
    return [Math.min(p.x, q.x), Math.min(p.y, q.y), Math.abs(q.x - p.x), Math.abs(q.y - p.y)].map((n) => Math.max(0, Math.round(n)));
  }
  const ends = () => [{ x: keyed.x, y: keyed.y }, { x: keyed.x + keyed.w, y: keyed.y + keyed.h }];
  const onPage = () => {
    const item = viewer.world.getItemAt(0);
    if (!item) return true;
    const size = item.getContentSize(), middle = item.viewerElementToImageCoordinates(new OpenSeadragon.Point(keyed.x + keyed.w / 2, keyed.y + keyed.h / 2));
    return middle.x >= 0 && middle.y >= 0 && middle.x <= size.x && middle.y <= size.y;
  };
  // Where the frame is, once the keys rest.
  function tell() {
    clearTimeout(telling);
    telling = setTimeout(() => {
      const item = viewer.world.getItemAt(0), box = keyed && boxOf(...ends());
      if (!drawing || !box) return;
      const size = item.getContentSize(), part = (n, whole) => Math.round(100 * n / whole);
      const values = { page: viewer.deskPage(), x: part(box[0], size.x), y: part(box[1], size.y), w: part(box[2], size.x), h: part(box[3], size.y) };
      said.textContent = form.dataset.at.replace(/\{(\w+)\}/g, (_, name) => values[name]);
    }, 300);
  }
  place.addEventListener('keydown', (e) => {
    if (!drawing || e.altKey || e.metaKey || !['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Enter', 'Escape'].includes(e.key)) return;
    e.preventDefault(); e.stopPropagation();
    if (e.key === 'Escape') { set(false); button.focus(); return; }
    const whole = place.getBoundingClientRect();
    const fresh = !keyed;
    if (fresh) keyed = { x: whole.width * 0.2, y: whole.height * 0.3, w: whole.width * 0.6, h: 30 };
    if (e.key === 'Enter') { const box = !fresh && boxOf(...ends()); if (box) ask(viewer.deskPage(), box); return; }
    if (!fresh) {
      const before = { ...keyed }, centre = viewer.viewport.getCenter(true);
      const step = e.ctrlKey ? 2 : 16, dx = { ArrowLeft: -step, ArrowRight: step }[e.key] || 0, dy = { ArrowUp: -step, ArrowDown: step }[e.key] || 0;
      if (e.shiftKey) {
        keyed.w = Math.min(Math.max(keyed.w + dx, 8), whole.width - keyed.x);
        keyed.h = Math.min(Math.max(keyed.h + dy, 8), whole.height - keyed.y);
      } else {
        const x = Math.min(Math.max(keyed.x + dx, 0), whole.width - keyed.w), y = Math.min(Math.max(keyed.y + dy, 0), whole.height - keyed.h);
        // At the edge the page goes on under it.
        if (x !== keyed.x + dx || y !== keyed.y + dy) {
          viewer.viewport.panBy(viewer.viewport.deltaPointsFromPixels(new OpenSeadragon.Point(keyed.x + dx - x, keyed.y + dy - y)), true);
          viewer.viewport.applyConstraints(true);
        }
        keyed.x = x; keyed.y = y;
        if (!onPage()) { keyed = before; viewer.viewport.panTo(centre, true); }
      }
    }
    from = ends()[0];
    show(ends()[1]);
    from = null;
    tell();
  }, true);

  function ask(page, box) {
    const mine = ++asked;
    read.hidden = true;
    clearTimeout(telling);
    said.textContent = form.dataset.reading;
    form.elements.place.value = [page, ...box].join(',');
    rows.forEach((row) => row.querySelectorAll('input, select').forEach((input) => { input.value = ''; }));
    fetch(base + '/documents/' + root.dataset.key + '/region?page=' + page + '&box=' + box.join(',')).then((r) => r.json().then((answer) => ({ ok: r.ok, answer }))).then(({ ok, answer }) => {
      if (mine !== asked) return;
      if (ok) {
        const sure = document.createElement('span');
        sure.className = 'sure ' + answer.sureness; sure.textContent = answer.percent + '%';
        said.replaceChildren(sure);
      } else {
        said.textContent = answer.said;
        if (!answer.picture) return;
      }
      form.querySelector('img').src = answer.picture;
      form.elements.after.value = answer.text || '';  // what cannot be read is typed
      const chosen = document.querySelector('.value.chosen'), same = chosen && [...fields.options].find((one) => one.value === chosen.dataset.field);
      if (same) same.selected = true;  // who chose a value before draws for that one
      fields.dispatchEvent(new Event('change'));
      read.hidden = false;
      fields.focus();
    }).catch(() => { if (mine === asked) said.textContent = form.dataset.unread; });
  }
})();
