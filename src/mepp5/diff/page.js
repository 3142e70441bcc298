"use strict";
// Hides what does not pass the filters; without it all is shown.
(() => {
  const form = document.getElementById("filters");
  const count = document.getElementById("count");
  const told = count.textContent;
  const entries = [...document.querySelectorAll(".entry")];
  const holders = [...document.querySelectorAll(".part, .part details")];

  const passes = (entry, effects, category, section) =>
    (!effects.length || effects.some((effect) => entry.dataset.effects.split(" ").includes(effect))) &&
    (!category || entry.dataset.categories.split(" ").includes(category)) &&
    (!section || entry.dataset.section === section);

  const apply = () => {
    const chosen = new FormData(form);
    const effects = chosen.getAll("effect");
    const [category, section] = [chosen.get("category"), chosen.get("section")];
    for (const entry of entries) entry.hidden = !passes(entry, effects, category, section);
    for (const holder of holders) holder.hidden = !holder.querySelector(".entry:not([hidden])");
    const seen = entries.filter((entry) => !entry.hidden);
    const folded = seen.filter((entry) => entry.closest("details")).length;
    const filtered = effects.length || category || section;
    count.textContent = filtered ? `${seen.length - folded} of ${entries.length} shown, ${folded} folded.` : told;
  };

  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("show-all").addEventListener("click", () => {
    form.reset();
    apply();
  });
  form.hidden = false;
  apply(); // a browser that goes back to the page keeps what was chosen
})();
