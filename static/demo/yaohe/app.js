// 一天三顿；每一顿只问一次，记错了可以改回来。
const doses = [
  { name: "早上", now: "上午 9:40", pill: "白色一片", at: "" },
  { name: "中午", now: "中午 12:20", pill: "今天没有", none: true, at: "" },
  { name: "晚上", now: "晚上 7:15", pill: "白色一片，黄色半片", at: "" },
];
const $ = (id) => document.getElementById(id);
const make = (tag, text = "", className = "") =>
  Object.assign(document.createElement(tag), { textContent: text, className });
const messages = [];
let turn = 0;
let asking = false;

function key(text, className, act) {
  const button = make("button", text, className);
  button.onclick = act;
  return button;
}

function tell(text) {
  messages.unshift(`${doses[turn].now.split(" ")[1]}　${text}`);
}

function took() {
  doses[turn].at = doses[turn].now.split(" ")[1];
  asking = false;
  tell(`${doses[turn].name}的药，爸说吃了。`);
  draw();
}

function undo() {
  doses[turn].at = "";
  tell("爸改回来了：还没吃。要不要打个电话？");
  draw();
}

function keys() {
  const dose = doses[turn];
  if (dose.none) return [];
  if (!dose.at) return [key("吃了", "big", took), key("再响一次", "", () => { $("say").textContent = "好，十分钟后再响。"; })];
  if (asking) {
    return [key("没有，是我忘了", "big", () => { asking = false; draw(); $("say").textContent = "没事，药盒记着呢。"; }),
      key("真的又吃了一次", "alarm", () => { asking = false; tell("爸说多吃了一次。请现在打电话。"); draw(); $("say").textContent = "别怕，坐一会儿，女儿马上打来。"; })];
  }
  return [key("吃了", "big pale", () => { asking = true; draw(); }), key("按错了", "", undo)];
}

function draw() {
  const dose = doses[turn];
  $("clock").textContent = dose.now;
  $("doses").replaceChildren(...doses.map((each, index) => {
    const row = make("li", "", `${each.at ? "done" : ""} ${index === turn ? "now" : ""} ${each.none ? "none" : ""}`);
    const state = each.none ? "不用吃" : each.at ? `${each.at} 吃过了` : index === turn ? "该吃了" : "还没到";
    row.append(make("b", each.name), make("span", each.pill), make("em", state));
    return row;
  }));
  $("say").textContent = dose.none ? "中午不用吃药，去晒晒太阳吧。"
    : asking ? `${dose.name} ${dose.at} 已经吃过了。是又吃了一次，还是忘了？`
    : dose.at ? `记下了，${dose.at}。今天${dose.name}不用再吃。` : "吃完按一下，灯就灭了。";
  $("keys").replaceChildren(...keys());
  $("messages").replaceChildren(...(messages.length ? messages.map((text) => make("li", text)) : [make("li", "还没有消息。没有消息，也不用打电话催。", "quiet")]));
  $("later").disabled = turn === doses.length - 1;
}

$("later").onclick = () => {
  if (!doses[turn].at && !doses[turn].none) tell(`${doses[turn].name}的药还没动。只提醒您这一次。`);
  turn += 1;
  asking = false;
  draw();
};
draw();
