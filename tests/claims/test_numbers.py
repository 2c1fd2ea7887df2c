"""What the wordings of numbers mean: one line, one wording."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sgstats.claims.numbers.quantities import quantities

# printed, kind, operator, value, low, high: "(" and ")" leave the end out, "" is no end.
PERCENTS = """
5%            percent =   5      [4.5    5.5)
５％          percent =   5      [4.5    5.5)
5.0%          percent =   5      [4.95   5.05)
100%          percent =   100    [99.5   100.5)
百分之五      percent =   5      [4.5    5.5)
百分之十二点五 percent =  12.5   [12.45  12.55)
百分之百      percent =   100    [99.5   100.5)
千分之三      percent =   0.3    [0.25   0.35)
3‰            percent =   0.3    [0.25   0.35)
万分之二      percent =   0.02   [0.015  0.025)
近78%         percent ≈<  78     [77.5   78)
接近80%       percent ≈<  80     [75     80)
将近100%      percent ≈<  100    [90     100)
近八成        percent ≈<  80     [75     80)
七成          percent =   70     [65     75)
八成五        percent =   85     [84.5   85.5)
七成半        percent =   75     [74.5   75.5)
百分之四十几  percent >   40     (40     50)
八成多        percent >   80     (80     90)
七八成        percent =   70     [65     85)
六至七成      percent =   60     [55     75)
约78%         percent ≈   78     [77     79]
78%左右       percent ≈   78     [77     79]
大约80%       percent ≈   80     [75     85]
约占一成      percent ≈   10     [5      15]
四成左右      percent ≈   40     [35     45]
约占1%        percent ≈   1      (0      2]
超过60%       percent >   60     (60     ]
超过了60%     percent >   60     (60     ]
不足10%       percent <   10     [       10)
不到三成      percent <   30     [       30)
低于5%        percent <   5      [       5)
高于5%        percent >   5      (5      ]
5%以上        percent ≥   5      [5      ]
5%以下        percent ≤   5      [       5]
4%以内        percent ≤   4      [       4]
不低于95%     percent ≥   95     [95     ]
不超过4%      percent ≤   4      [       4]
过半          percent >   50     (50     ]
过半数        percent >   50     (50     ]
超过半数      percent >   50     (50     ]
不过半        percent ≤   50     [       50]
半数以上      percent ≥   50     [50     ]
一半以上      percent ≥   50     [50     ]
不足一半      percent <   50     [       50)
近半数        percent ≈<  50     [45     50)
一半          percent =   50     [47.5   52.5)
三分之二      percent =   200/3  [385/6  415/6)
超过三分之二  percent >   200/3  (200/3  ]
5%—8%         percent =   5      [4.5    8.5)
5—8%          percent =   5      [4.5    8.5)
百分之五至百分之八 percent = 5   [4.5    8.5)
-3.2%         percent =   -3.2   [-3.25  -3.15)
"""
COUNTS = """
1336名        count   =   1336   [1336   1336]
1,336人       count   =   1336   [1336   1336]
1，336人      count   =   1336   [1336   1336]
１３３６人    count   =   1336   [1336   1336]
一千三百三十六人 count =  1336   [1336   1336]
两万三千人    count   =   23000  [23000  23000]
1.2万人       count   =   12000  [11500  12500)
12.5万人次    count   =   125000 [124500 125500)
9+103+108人   count   =   220    [220    220]
103+108人     count   =   211    [211    211]
3人+2人+1人   count   =   6      [6      6]
近20人        count   ≈<  20     [18     20)
近百人        count   ≈<  100    [90     100)
近5人         count   ≈<  5      [4      5)
约20人        count   ≈   20     [18     22]
67人左右      count   ≈   67     [66     68]
百余人        count   >   100    (100    200)
20多名        count   >   20     (20     30)
一百二十余人  count   >   120    (120    130)
十几人        count   >   10     (10     20)
1万多人       count   >   10000  (10000  20000)
30余万人      count   >   300000 (300000 400000)
上百人        count   ≥   100    [100    ]
过千人        count   >   1000   (1000   ]
20人以上      count   ≥   20     [20     ]
20人以下      count   ≤   20     [       20]
20人以上（不含20人） count > 20   (20     ]
不少于20人    count   ≥   20     [20     ]
至少20人      count   ≥   20     [20     ]
至多20人      count   ≤   20     [       20]
五六个        count   =   5      [5      6]
两三个        count   =   2      [2      3]
二三十人      count   =   20     [20     30]
四百来人      count   ≈   400    [360    440]
壹佰贰拾人    count   =   120    [120    120]
25个          count   =   25     [25     25]
300户         count   =   300    [300    300]
3次           count   =   3      [3      3]
"""
OTHERS = """
40至50岁      value   =   40     [40     50]
35岁以下      value   ≤   35     [       35]
不足35岁      value   <   35     [       35)
44.8岁        value   =   44.8   [44.75  44.85)
50岁左右      value   ≈   50     [45     55]
45岁左右      value   ≈   45     [42.5   47.5]
40学时        value   =   40     [39.5   40.5)
不少于40学时  value   ≥   40     [40     ]
3年以上       value   ≥   3      [3      ]
3年多         value   >   3      (3      4)
两年半        value   =   2.5    [2.25   2.75)
两个多月      value   >   2      (2      3)
三个年度      value   =   3      [2.5    3.5)
5个百分点     points  =   5      [4.5    5.5)
5-8个百分点   points  =   5      [4.5    8.5)
1:3.2         ratio   =   3.2    [3.15   3.25)
1∶3.2         ratio   =   3.2    [3.15   3.25)
三比一        ratio   =   1/3    (2/7    2/5]
约为19:1      ratio   ≈   1/19   (1/20   1/18]
103.5:100     ratio   =   200/207 (2000/2071 2000/2069]
翻一番        times   =   2      [1.75   2.25)
翻了两番      times   =   4      [3.75   4.25)
翻了近一番    times   ≈<  2      [1.75   2)
3倍           times   =   3      [2.5    3.5)
"""


def lines(block: str) -> list[list[str]]:
    return [line.split(maxsplit=4) for line in block.splitlines() if line.strip()]


@pytest.mark.parametrize(("printed", "kind", "operator", "value", "ends"), lines(PERCENTS + COUNTS + OTHERS))
def test_a_wording_means_one_range(printed, kind, operator, value, ends):
    (number,) = quantities(f"其中{printed}，")
    assert (number.kind, number.operator, number.value) == (kind, operator, Fraction(value))
    assert [number.low, number.high] == bounds(ends)
    assert [number.low_open, number.high_open] == [ends[0] == "(", ends[-1] == ")"]


def bounds(ends: str) -> list[Fraction | None]:
    """Both ends as written between the brackets; a blank is no end."""
    parts = ends[1:-1].split()
    both = parts if len(parts) == 2 else ["", parts[0]] if ends[1] == " " else [parts[0], ""]
    return [Fraction(end) if end else None for end in both]


@pytest.mark.parametrize("printed", [line[0] for line in lines(PERCENTS + COUNTS + OTHERS)])
def test_a_number_is_quoted_as_it_stands(printed):
    text = f"其中{printed}，"
    (number,) = quantities(text)
    assert number.printed == printed == text[number.start : number.end]


@pytest.mark.parametrize("text", ["女性 1 269 人", "女性1\u2009269人", "女性1\u00a0269名"])
def test_blanks_between_thousands_of_people_belong_to_the_number(text):
    assert [found.value for found in quantities(text)] == [1269]


def test_numbers_that_only_stand_beside_each_other_stay_apart():
    assert [found.value for found in quantities("12 345 678")] == [12, 345, 678]


def test_so_many_per_ten_thousand_may_be_called_that():
    (found,) = quantities("万人比18.0")
    assert (found.kind, found.value, found.printed) == ("rate", 18, "18.0")
