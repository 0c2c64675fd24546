"""Tang poems with their tones, written down by hand from a dictionary of today's Mandarin.

Each line stands with its tones (平 tones 1 and 2, 仄 tones 3 and 4, in the reading that the line
needs). `fails` are checks (rule, line from 0) that must fail under modern readings; a poem without any keeps
every rule. The entering tones of the Tang that are level today (白, 一, 国, 节, 出 …) break many.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Classic:
    title: str
    form: str
    lines: tuple[tuple[str, str], ...]
    fails: frozenset[tuple[str, int | None]] = frozenset()

    @property
    def text(self) -> str:
        return "\n".join(line for line, _ in self.lines)


def _classic(title: str, form: str, verse: str, *fails: tuple[str, int | None]) -> Classic:
    words = verse.split()
    return Classic(title, form, tuple(zip(words[::2], words[1::2], strict=True)), frozenset(fails))


CLASSICS = (
    _classic(
        "登鹳雀楼",
        "jueju-5",
        "白日依山尽 平仄平平仄 黄河入海流 平平仄仄平 欲穷千里目 仄平平仄仄 更上一层楼 仄仄平平平",
        ("tones", 3),
    ),
    _classic(
        "相思",
        "jueju-5",
        "红豆生南国 平仄平平平 春来发几枝 平平平仄平 愿君多采撷 仄平平仄平 此物最相思 仄仄仄平平",
        ("tones", 0),
        ("tones", 2),
    ),
    _classic(
        "鸟鸣涧",
        "jueju-5",
        "人闲桂花落 平平仄平仄 夜静春山空 仄仄平平平 月出惊山鸟 仄平平平仄 时鸣春涧中 平平平仄平",
        ("tones", 1),
        ("tones", 2),
    ),
    _classic(
        "静夜思",
        "jueju-5",
        "床前明月光 平平平仄平 疑是地上霜 平仄仄仄平 举头望明月 仄平仄平仄 低头思故乡 平平平仄平",
        ("tones", 1),
        ("adhesion", 2),
        ("opposition", 3),
    ),
    _classic(
        "悯农",
        "jueju-5",
        "锄禾日当午 平平仄平仄 汗滴禾下土 仄平平仄仄 谁知盘中餐 平平平平平 粒粒皆辛苦 仄仄平平仄",
        ("tones", 2),
        ("opposition", 1),
    ),
    _classic(
        "春晓",
        "jueju-5",
        "春眠不觉晓 平平仄平仄 处处闻啼鸟 仄仄平平仄 夜来风雨声 仄平平仄平 花落知多少 平仄平平仄",
        ("adhesion", 2),
    ),
    _classic(
        "江雪",
        "jueju-5",
        "千山鸟飞绝 平平仄平平 万径人踪灭 仄仄平平仄 孤舟蓑笠翁 平平平仄平 独钓寒江雪 平仄平平仄",
        ("adhesion", 2),
    ),
    _classic(
        "渡汉江",
        "jueju-5",
        "岭外音书断 仄仄平平仄 经冬复历春 平平仄仄平 近乡情更怯 仄平平仄仄 不敢问来人 仄仄仄平平",
    ),
    _classic(
        "独坐敬亭山",
        "jueju-5",
        "众鸟高飞尽 仄仄平平仄 孤云独去闲 平平平仄平 相看两不厌 平平仄仄仄 只有敬亭山 仄仄仄平平",
        ("tones", 2),
    ),
    _classic(
        "早发白帝城",
        "jueju-7",
        "朝辞白帝彩云间 平平平仄仄平平 千里江陵一日还 平仄平平平仄平 "
        "两岸猿声啼不住 仄仄平平平仄仄 轻舟已过万重山 平平仄仄仄平平",
    ),
    _classic(
        "枫桥夜泊",
        "jueju-7",
        "月落乌啼霜满天 仄仄平平平仄平 江枫渔火对愁眠 平平平仄仄平平 "
        "姑苏城外寒山寺 平平平仄平平仄 夜半钟声到客船 仄仄平平仄仄平",
    ),
    _classic(
        "山行",
        "jueju-7",
        "远上寒山石径斜 仄仄平平平仄平 白云生处有人家 平平平仄仄平平 "
        "停车坐爱枫林晚 平平仄仄平平仄 霜叶红于二月花 平仄平平仄仄平",
        ("rhyme", 0),
    ),
    _classic(
        "望庐山瀑布",
        "jueju-7",
        "日照香炉生紫烟 仄仄平平平仄平 遥看瀑布挂前川 平平仄仄仄平平 "
        "飞流直下三千尺 平平平仄平平仄 疑是银河落九天 平仄平平仄仄平",
    ),
    _classic(
        "出塞",
        "jueju-7",
        "秦时明月汉时关 平平平仄仄平平 万里长征人未还 仄仄平平平仄平 "
        "但使龙城飞将在 仄仄平平平仄仄 不教胡马度阴山 仄平平仄仄平平",
    ),
    _classic(
        "凉州词",
        "jueju-7",
        "黄河远上白云间 平平仄仄平平平 一片孤城万仞山 平仄平平仄仄平 "
        "羌笛何须怨杨柳 平平平平仄平仄 春风不度玉门关 平平仄仄仄平平",
        ("tones", 2),
    ),
    _classic(
        "芙蓉楼送辛渐",
        "jueju-7",
        "寒雨连江夜入吴 平仄平平仄仄平 平明送客楚山孤 平平仄仄仄平平 "
        "洛阳亲友如相问 仄平平仄平平仄 一片冰心在玉壶 平仄平平仄仄平",
    ),
    _classic(
        "送元二使安西",
        "jueju-7",
        "渭城朝雨浥轻尘 仄平平仄仄平平 客舍青青柳色新 仄仄平平仄仄平 "
        "劝君更尽一杯酒 仄平仄仄平平仄 西出阳关无故人 平平平平平仄平",
        ("adhesion", 2),
        ("tones", 3),
    ),
    _classic(
        "九月九日忆山东兄弟",
        "jueju-7",
        "独在异乡为异客 平仄仄平平仄仄 每逢佳节倍思亲 仄平平平仄平平 "
        "遥知兄弟登高处 平平平仄平平仄 遍插茱萸少一人 仄平平平仄平平",
        ("tones", 1),
        ("tones", 3),
    ),
    _classic(
        "绝句",
        "jueju-7",
        "两个黄鹂鸣翠柳 仄仄平平平仄仄 一行白鹭上青天 平平平仄仄平平 "
        "窗含西岭千秋雪 平平平仄平平仄 门泊东吴万里船 平平平平仄仄平",
        ("tones", 3),
        ("opposition", 3),
    ),
    _classic(
        "夜雨寄北",
        "jueju-7",
        "君问归期未有期 平仄平平仄仄平 巴山夜雨涨秋池 平平仄仄仄平平 "
        "何当共剪西窗烛 平平仄仄平平平 却话巴山夜雨时 仄仄平平仄仄平",
        ("tones", 2),
    ),
    _classic(
        "泊秦淮",
        "jueju-7",
        "烟笼寒水月笼沙 平平平仄仄平平 夜泊秦淮近酒家 仄平平平仄仄平 "
        "商女不知亡国恨 平仄仄平平平仄 隔江犹唱后庭花 平平平仄仄平平",
        ("tones", 1),
        ("tones", 2),
    ),
    _classic(
        "乌衣巷",
        "jueju-7",
        "朱雀桥边野草花 平仄平平仄仄平 乌衣巷口夕阳斜 平平仄仄平平平 "
        "旧时王谢堂前燕 仄平平仄平平仄 飞入寻常百姓家 平仄平平仄仄平",
        ("tones", 1),
        ("rhyme", 1),
    ),
    _classic(
        "山居秋暝",
        "lushi-5",
        "空山新雨后 平平平仄仄 天气晚来秋 平仄仄平平 明月松间照 平仄平平仄 清泉石上流 平平平仄平 "
        "竹喧归浣女 平平平仄仄 莲动下渔舟 平仄仄平平 随意春芳歇 平仄平平平 王孙自可留 平平仄仄平",
        ("tones", 6),
    ),
)
