// A click on a column's head sorts by it, a second one the other way round.
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  table.querySelectorAll("thead th").forEach((head, column) => {
    head.querySelector("button").addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      table.querySelectorAll("thead th").forEach(other => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const text = row => row.cells[column].textContent;
      const compare = (a, b) => {
        const x = parseFloat(text(a)), y = parseFloat(text(b));
        if (column > 0 && (isNaN(x) || isNaN(y))) return isNaN(x) - isNaN(y);
        const order = column > 0 ? x - y : text(a).localeCompare(text(b), "en", { numeric: true });
        return up ? order : -order;
      };
      body.append(...[...body.rows].sort(compare));
    });
  });
}
