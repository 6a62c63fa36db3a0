const first = new URLSearchParams(location.search).get("v") === "1";
const advice = {
  漏水: { bring: "生料带、软管两根", first: "先关水槽下的角阀，顺时针拧到底。" },
  堵了: { bring: "疏通机", first: "先别再倒热水，也别放疏通剂。" },
  没电: { bring: "试电笔、空气开关", first: "先看电箱里有没有一个开关是往下的，别自己推。" },
  关不上: { bring: "合页、螺丝刀", first: "先别用力关，容易变形。" },
};
const ask = document.getElementById("ask");
const note = document.getElementById("note");
const make = (tag, text = "", className = "") =>
  Object.assign(document.createElement(tag), { textContent: text, className });

function button(text, className, act) {
  const key = make("button", text, className);
  key.type = "button";
  key.onclick = act;
  return key;
}

function sentence(answers) {
  const more = document.getElementById("more").value.trim();
  return `${answers.get("room")}${answers.get("what")}。${more}`;
}

function draft(answers) {
  const what = answers.get("what");
  const text = make("textarea", sentence(answers));
  text.rows = 3;
  text.setAttribute("aria-label", "便条内容");
  const facts = make("dl");
  [["地址", "3 幢 2 单元 501"], ["约好", answers.get("when")], ["请带", advice[what].bring]].forEach(([term, value]) => {
    facts.append(make("dt", term), make("dd", value));
  });
  const tip = make("p", `师傅到之前：${advice[what].first}`, "tip");
  const row = make("div", "", "row");
  row.append(button("交给王师傅", "main", () => sent(text.value, answers.get("when"))),
    button("我再改改", "", () => text.focus()));
  note.replaceChildren(text, facts, tip, row);
}

function sent(text, when) {
  const steps = make("ol");
  ["便条已送到王师傅手机", `他按了“我来”，${when}`, "出门时会告诉您", "修好后您来点“修好了”"].forEach((step, index) => {
    steps.append(make("li", step, index < 2 ? "done" : ""));
  });
  const row = make("div", "", "row");
  const nudge = button("催一下", "", () => { nudge.replaceWith(make("p", "已经提醒过了。约好的时间没到，师傅不会再收到第二次。", "tip")); });
  row.append(button("修好了", "main", () => { note.replaceChildren(make("p", "好。这张便条收起来了，下次同一处再坏，师傅会先看到它。", "end")); }), nudge);
  note.replaceChildren(make("blockquote", text), steps, row);
  note.querySelector("button").focus();
}

ask.addEventListener("submit", (event) => {
  event.preventDefault();
  const answers = new FormData(ask);
  if (first) {
    note.replaceChildren(make("p", `尊敬的业主您好！您的${answers.get("room")}${answers.get("what")}问题已受理，工单号 1170033，请耐心等待。`, "old"));
    return;
  }
  draft(answers);
  note.scrollIntoView({ block: "nearest" });
});
