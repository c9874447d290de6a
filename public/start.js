/*
 * Says why the page does not start. A classic script in old syntax: it has to run where the page's
 * own modules do not, in old browsers, in frames without an origin and from a file.
 */
(() => {
  function show(id) {
    var sentence = document.getElementById(id);
    if (sentence) sentence.hidden = false;
  }
  function failed(event) {
    if (event.target instanceof HTMLScriptElement) show("not-loaded");
  }
  var links = document.querySelectorAll("#not-loaded a");
  var i;
  for (i = 0; i < links.length; i++) links[i].href = location.href;
  // Each came with the first version of a browser that the README names.
  var supports = window.CSS && CSS.supports ? (condition) => CSS.supports(condition) : () => false;
  var inFirefox121 = supports("selector(:has(a))");
  var inChrome117 = supports("(grid-template-rows: subgrid)");
  var inSafari16 = "DecompressionStream" in window;
  if (!(inFirefox121 && inChrome117 && inSafari16)) show("too-old");
  window.addEventListener("error", failed, true);
})();
