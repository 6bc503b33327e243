// The slider over the time of what is claimed, not of the documents: its steps are years, or months when few years are spanned.

const MONTHS = "January February March April May June July August September October November December".split(" ");
const YEARS_BY_MONTH = 4; // up to so many years the slider goes by months
const days = claims.flatMap((claim) => [claim.since, claim.until].filter((day) => day)).sort();
const byMonth = days.length > 0 && days[days.length - 1].slice(0, 4) - days[0].slice(0, 4) < YEARS_BY_MONTH;
const steps = days.length ? { first: stepOf(days[0]), last: stepOf(days[days.length - 1]) } : null;
const sliders = { from: document.getElementById("time-from"), to: document.getElementById("time-to") };
const undated = document.getElementById("undated");

function isDated(claim) {
  return Boolean(claim.since || claim.until);
}

function stepOf(day) {
  const [year, month] = day.split("-").map(Number);
  return byMonth ? year * 12 + month - 1 : year;
}

function stepLabel(step) {
  return byMonth ? `${MONTHS[step % 12]} ${Math.floor(step / 12)}` : String(step);
}

// A step as it stands in the address, and back; nothing for what is not one.
function stepCode(step) {
  return byMonth ? `${Math.floor(step / 12)}-${String((step % 12) + 1).padStart(2, "0")}` : String(step);
}

function stepFromCode(code) {
  const match = /^(\d{1,4})(?:-(0[1-9]|1[0-2]))?$/.exec(code || "");
  if (!match || !steps) return null;
  const step = byMonth ? match[1] * 12 + (match[2] || 1) - 1 : Number(match[1]);
  return Math.min(steps.last, Math.max(steps.first, step));
}

function fillTime() {
  const unknown = claims.filter((claim) => !isDated(claim)).length;
  document.getElementById("undated-count").textContent = unknown.toLocaleString("en");
  document.getElementById("filter-time").hidden = !steps;
  document.getElementById("slider").hidden = !steps || steps.first === steps.last;
  if (!steps) return;
  for (const slider of Object.values(sliders)) {
    Object.assign(slider, { min: steps.first, max: steps.last, step: 1 });
    slider.addEventListener("input", onSlide);
  }
  undated.addEventListener("change", () => change(() => (asked.undated = undated.checked)));
  drawBars();
}

// The ends of the slider never cross: the one that is moved stops at the other.
function onSlide(event) {
  const [from, to] = [Number(sliders.from.value), Number(sliders.to.value)];
  if (from > to) event.target.value = event.target === sliders.from ? to : from;
  change(() => {
    asked.from = Number(sliders.from.value) > steps.first ? Number(sliders.from.value) : null;
    asked.to = Number(sliders.to.value) < steps.last ? Number(sliders.to.value) : null;
  });
}

function showTime() {
  if (!steps) return;
  const [from, to] = [asked.from ?? steps.first, asked.to ?? steps.last];
  for (const [slider, step] of [
    [sliders.from, from],
    [sliders.to, to],
  ]) {
    slider.value = step;
    slider.setAttribute("aria-valuetext", stepLabel(step));
  }
  document.getElementById("time-shown").textContent = timeText();
  undated.checked = asked.undated;
  for (const bar of document.querySelectorAll("#time-bars rect")) {
    bar.classList.toggle("out", Number(bar.dataset.step) < from || Number(bar.dataset.step) > to);
  }
}

function timeText() {
  const [from, to] = [asked.from ?? steps.first, asked.to ?? steps.last];
  return from === to ? stepLabel(from) : `${stepLabel(from)} to ${stepLabel(to)}`;
}

// How many claims begin in each step.
function drawBars() {
  const counts = new Map();
  for (const claim of claims.filter(isDated)) {
    const step = stepOf(claim.since || claim.until);
    counts.set(step, (counts.get(step) || 0) + 1);
  }
  const most = [...counts.values()].reduce((a, b) => Math.max(a, b), 1);
  const width = steps.last - steps.first + 1;
  const bars = [...counts].map(([step, count]) => {
    const height = 2 + 22 * (count / most);
    const place = { x: step - steps.first + 0.1, y: 24 - height, width: 0.8, height };
    return drawing("rect", { ...place, "data-step": step });
  });
  const box = { viewBox: `0 0 ${width} 24`, preserveAspectRatio: "none", "aria-hidden": "true" };
  document.getElementById("time-bars").replaceChildren(drawing("svg", box, ...bars));
}
