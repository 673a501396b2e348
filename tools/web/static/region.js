// Draws a frame on the page's picture, has its text read, and puts it into a field: for values that were not read, or read wrongly.
(function () {
  'use strict';
  const root = document.querySelector('.document'), form = document.getElementById('region'), tools = document.querySelector('.zoom-buttons');
  const viewer = window.deskViewer, place = document.querySelector('.viewer');
  if (!root || !form || !viewer || !place) return;
  const said = form.querySelector('.region-said'), read = form.querySelector('.region-read'), fields = form.elements.field;
  const base = document.querySelector('meta[name=base]').content;
  const [empty, filled] = fields.querySelectorAll('optgroup');
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
  fields.addEventListener('change', () => { if (fields.selectedOptions[0]) form.elements.before.value = fields.selectedOptions[0].dataset.before; });

  const button = document.createElement('button');
  button.type = 'button'; button.className = 'button quiet-button'; button.id = 'draw'; button.textContent = '⬚'; button.title = form.dataset.draw;
  button.setAttribute('aria-label', form.dataset.draw); button.setAttribute('aria-pressed', 'false');
  tools.append(' ', button);
  const frame = document.createElement('div');
  frame.className = 'drawn'; frame.hidden = true;
  place.append(frame);
  let drawing = false, from = null, asked = 0;
  const set = (on) => {
    drawing = on;
    ++asked;  // what was asked before is of another frame
    button.setAttribute('aria-pressed', String(on));
    place.classList.toggle('drawing', on);
    viewer.setMouseNavEnabled(!on);
    form.hidden = !on;
    frame.hidden = true;
    read.hidden = true;
    said.textContent = on ? form.dataset.drawing : '';
    const select = document.getElementById('select-text');
    if (on && select && select.getAttribute('aria-pressed') === 'true') { select.click(); viewer.setMouseNavEnabled(false); }
  };
  button.addEventListener('click', () => set(!drawing));
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
    const page = viewer.deskPage(), item = viewer.world.getItemAt(0);
    if (!item) return;  // the page is not there yet
    const corner = (x, y) => item.viewerElementToImageCoordinates(new OpenSeadragon.Point(x, y));
    const p = corner(a.x, a.y), q = corner(to.x, to.y);  // of a picture that was turned either may be the upper left one
    ask(page, [Math.min(p.x, q.x), Math.min(p.y, q.y), Math.abs(q.x - p.x), Math.abs(q.y - p.y)].map((n) => Math.max(0, Math.round(n))));
  }, true);

  function ask(page, box) {
    const mine = ++asked;
    read.hidden = true;
    said.textContent = form.dataset.reading;
    fetch(base + '/documents/' + root.dataset.key + '/region?page=' + page + '&box=' + box.join(',')).then((r) => r.json().then((answer) => ({ ok: r.ok, answer }))).then(({ ok, answer }) => {
      if (mine !== asked) return;
      if (!ok) { said.textContent = answer.said; return; }
      const sure = document.createElement('span');
      sure.className = 'sure ' + answer.sureness; sure.textContent = answer.percent + '%';
      said.replaceChildren(sure);
      form.querySelector('img').src = answer.picture;
      form.elements.after.value = answer.text;
      const chosen = document.querySelector('.value.chosen'), same = chosen && [...fields.options].find((one) => one.value === chosen.dataset.field);
      if (same) same.selected = true;  // who chose a value before draws for that one
      fields.dispatchEvent(new Event('change'));
      read.hidden = false;
      fields.focus();
    }).catch(() => { if (mine === asked) said.textContent = form.dataset.unread; });
  }
})();
