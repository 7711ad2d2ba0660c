// A page of the site: what a dashboard does without a kernel. It draws charts, sorts tables, finds a
// council, and opens the place that a link leads to.

import { attach } from "../dashboard/scripts/live_page.js";

const script = document.currentScript;

// The libraries are loaded where there is a chart.
const loadBundle = () => new Promise((resolve, reject) => {
  const libraries = document.createElement("script");
  libraries.src = script.dataset.vega;
  libraries.onload = () => resolve({ vegaEmbed: globalThis.ilacsVegaEmbed });
  libraries.onerror = () => reject(new Error(`${libraries.src} is not there`));
  document.head.append(libraries);
});

const openTarget = () => {
  const target = document.getElementById(location.hash.slice(1));
  if (target?.tagName !== "DETAILS") return;
  target.open = true;
  target.scrollIntoView();
};

const noKernel = { send() {}, listen() {} };
for (const page of document.querySelectorAll("[data-live-page]")) attach(page, noKernel, loadBundle);
for (const field of document.querySelectorAll("[data-needs-script]")) field.hidden = false;
addEventListener("hashchange", openTarget);
openTarget();
