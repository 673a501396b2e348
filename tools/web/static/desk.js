// On every page: suggestions while typing, and facets that fold on small screens. Without it the pages work too.
(function () {
  'use strict';
  const base = document.querySelector('meta[name=base]').content;
  const box = document.getElementById('q'), list = document.getElementById('suggestions');
  if (box && list) {
    let timer = 0, items = [], chosen = -1, asked = '';
    const close = () => { list.hidden = true; chosen = -1; box.setAttribute('aria-expanded', 'false'); box.removeAttribute('aria-activedescendant'); };
    const choose = (n) => {
      chosen = (n + items.length) % items.length;
      [...list.children].forEach((li, i) => li.setAttribute('aria-selected', i === chosen ? 'true' : 'false'));
      box.setAttribute('aria-activedescendant', 'suggestion-' + chosen);
    };
    const show = (found) => {
      items = found; list.textContent = '';
      found.forEach((item, i) => {
        const li = document.createElement('li'), text = document.createElement('span'), where = document.createElement('small');
        li.id = 'suggestion-' + i; li.setAttribute('role', 'option'); li.setAttribute('aria-selected', 'false');
        text.textContent = item.text.length > 90 ? item.text.slice(0, 90) + '…' : item.text;
        where.textContent = [item.office, item.year || ''].join(' ');
        li.append(text, where);
        li.addEventListener('mousedown', (event) => { event.preventDefault(); location.href = item.href; });
        list.append(li);
      });
      list.hidden = found.length === 0; box.setAttribute('aria-expanded', String(found.length > 0)); chosen = -1;
    };
    box.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const q = box.value.trim();
        if (q.length < 2) return close();
        asked = q;
        fetch(base + '/search/suggestions?q=' + encodeURIComponent(q)).then((r) => r.ok ? r.json() : []).then((found) => { if (asked === q && document.activeElement === box) show(found); }).catch(close);
      }, 160);
    });
    box.addEventListener('keydown', (event) => {
      if (list.hidden) return;
      if (event.key === 'ArrowDown') { choose(chosen + 1); event.preventDefault(); }
      else if (event.key === 'ArrowUp') { choose(chosen < 0 ? items.length - 1 : chosen - 1); event.preventDefault(); }
      else if (event.key === 'Escape') close();
      else if (event.key === 'Enter' && chosen >= 0) { location.href = items[chosen].href; event.preventDefault(); }
    });
    box.addEventListener('blur', close);
  }
  // A facet of many values: they come when it is opened, and are searched by name.
  document.querySelectorAll('details.more[data-href]').forEach((more) => {
    const list = more.querySelector('ul'), find = document.createElement('input');
    find.type = 'search'; find.className = 'facet-find'; find.placeholder = more.dataset.find; find.setAttribute('aria-label', more.dataset.find);
    list.before(find);
    let timer = 0, asked = null;
    const load = () => {
      const like = find.value.trim();
      if (like === asked) return;
      asked = like;
      fetch(more.dataset.href + '&like=' + encodeURIComponent(like)).then((r) => r.ok ? r.json() : []).then((found) => {
        if (like !== asked) return;
        list.replaceChildren(...found.map((value) => {
          const li = document.createElement('li'), a = document.createElement('a'), name = document.createElement('span'), count = document.createElement('b');
          a.href = value.href; name.textContent = value.label; count.textContent = value.count;
          if (value.selected) a.setAttribute('aria-current', 'true');
          a.append(name, ' ', count); li.append(a);
          return li;
        }));
        if (!found.length) list.append(Object.assign(document.createElement('li'), { className: 'quiet', textContent: more.dataset.nothing }));
      }).catch(() => { asked = null; });
    };
    more.addEventListener('toggle', () => { if (more.open && asked === null && list.querySelector('.whole')) load(); });
    find.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(load, 160); });
  });
  const fold = document.querySelector('.facets-fold');
  if (fold && matchMedia('(max-width: 58rem)').matches) fold.open = false;

  // One click collects: the page stays, and a line says where it went. Without a dossier in work the page that asks for one opens.
  const collect = document.getElementById('collect'), said = document.getElementById('said');
  if (collect && said) collect.addEventListener('submit', (event) => {
    const what = event.submitter && event.submitter.name === 'what' && event.submitter.value;
    if (!what) return;
    event.preventDefault();
    fetch(collect.action, { method: 'POST', headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ csrf: collect.elements.csrf.value, what }) }).then((r) => r.json().then((answer) => ({ status: r.status, answer }))).then(({ status, answer }) => {
      if (answer.choose) { location.href = answer.choose; return; }
      if (status !== 200) throw new Error(status);
      const a = document.createElement('a');
      a.href = answer.href; a.textContent = answer.open;
      said.replaceChildren(answer.said + ' · ', a);
      event.submitter.classList.add('is-in');
      clearTimeout(collect.timer);
      collect.timer = setTimeout(() => { said.textContent = ''; }, 12000);
    }).catch(() => { const hidden = document.createElement('input'); hidden.type = 'hidden'; hidden.name = 'what'; hidden.value = what; collect.append(hidden); collect.submit(); });
  });
  document.querySelectorAll('button[data-tick]').forEach((button) => {
    button.hidden = false;
    button.addEventListener('click', () => document.querySelectorAll('input[type=checkbox][name="' + button.dataset.tick + '"]').forEach((box) => { box.checked = true; }));
  });
  // An address to cite is whole: with the host that the visitor sees.
  document.querySelectorAll('input.cite-link').forEach((input) => { input.value = location.origin + base + input.value; input.addEventListener('focus', () => input.select()); });
})();
