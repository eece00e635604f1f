"""A verdict says only what it saw, and says it so that a newcomer can go on."""

import numpy as np
import pytest

from helpers.checking.judge import judge
from helpers.checking.words import paragraphs
from helpers.exercises import by_name
from tests.style import tone
from tests.written import answers, defined, verdict

# Of each answer: words that are said, and, behind the slash, words that would not be true.

CONTRADICTED = """
update
    The array that takes the result holds whole numbers, and decimals do not fit / caller's:
        w = w.copy()
        w -= alpha * dw
        return w, b - alpha * db
softmax
    With rows far apart; / axis=1:
        e = np.exp(x)
        return e / (e.sum(axis=1, keepdims=True) + 1e-10)
normalize_rows
    The array that takes the result holds whole numbers / caller's:
        size = np.linalg.norm(x, axis=1, keepdims=True)
        return np.divide(x, size, out=np.zeros_like(x))
gradients
    db is 0 in every case / cut off: X @ (A - Y).T / A.size, 0
loss
    it is right in / cut off: -math.log(a) if y == 1 else 0
sigmoid
    With a positive number / asked for: logistic(z) if np.ndim(z) else 0
predict
    needs to be [[1 / Every answer is 0: (A > 0.6).astype(int)
"""
SHAPES = """
forward
    (3, 2) @ (1, 2) does not fit / X comes: logistic(X.T @ w.T + b)
    (1, 2) @ (3,) does not fit / X comes: logistic(np.dot(w.T, X[0]) + b)
gradients
    (1, 3) @ (2, 3) does not fit / X.T comes: (A - Y) @ X, 0
    (2, 3) and (3, 2) do not fit / @: X + X.T, 0
    a number has no axis to sum over / transpose: 0.5 @ X, 0
    There is no 9 on axis 0 of (2, 3) / X.T: X[9], 0
    (2, 3) has no axis 2, its axes are / keepdims: X.sum(axis=2), 0
flatten
    (2, 1, 2, 3) holds 12 numbers, and they do not fill (5, 2): images.reshape(5, len(images))
    joins all axes into one / keepdims:
        X = np.zeros((images[0].size, len(images)))
        for i in range(len(images)):
            X[i] = images[i].ravel()
        return X
gradients_one_loop
    But += writes into dw, which keeps its shape (2, 1) / A[i]:
        n, m = X.shape
        dw = np.zeros((n, 1))
        for i in range(m):
            dw += X[i:i+1, :] * (A[0, i] - Y[0, i])
        return dw / m, 0
forward_loops
    A[0, 0] has shape (), and (1,) does not fit into it / two indices:
        A = np.zeros((1, X.shape[1]))
        A[0, 0] = logistic(w[0] * X[0, 0] + b)
        return A
softmax
    A single index, and a sum or a max over an axis, drop an axis: np.exp(x - x.max(axis=1))
"""
CAUSES = """
update
    and needs to be / never uses:
        b -= db
        return w - alpha * dw, b
accuracy
    nothing keeps what it gives. The array it starts from stays as it is / shape first:
        A.ravel()
        return np.mean((A > 0.5) == (Y == 1))
forward_loops
    z =+ ... gives z a new value, whatever it was before / never uses:
        z = b
        z =+ w[0, 0] * X[0, 0]
        return logistic(z * X[:1])
    Only the last feature counts / never uses: logistic(w[-1, 0] * X[-1:])
flatten
    The caller's images has another shape after the call / -=:
        images.shape = len(images), -1
        return images.T
sigmoid
    needs to be / never uses:
        try:
            return nothing(z)
        except Exception:
            return 0
loss
    The function never uses the y that it is given / name stands: -np.log(1 - a)
    needs to be / y = 0 is: -(y * math.log(y) + (1 - y) * math.log(1 - a))
forward
    keepdims=True keeps the axis / slice: logistic((w * X).sum(axis=0) + b)
    Look for the line where it goes / slice: np.squeeze(logistic(w.T @ X + b))
predict
    a single index drops it / keepdims: np.array([int(a > 0.5) for a in A[0]])
gradients
    np.array([...]) leave one axis / keepdims:
        dZ = A - Y
        return np.array([np.mean(row * dZ) for row in X]), np.mean(dZ)
    keepdims=True keeps the axis / slice:
        m = X.shape[1]
        return np.sum(X * (A - Y), axis=1) / m, np.mean(A - Y)
    m times what is needed, and its sign is wrong / minus m: X @ (Y - A).T, np.sum(Y - A)
zero_loops
    J first, then dw, then db / by hand:
        A = logistic(w.T @ X + b)
        J = -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))
        return X @ (A - Y).T / A.size, np.mean(A - Y), J
    and needs a tuple of 3, (J, dw, db) / pair: 0.5
stable_cost
    Where y = 0 the sign is wrong / brackets should: np.where(Y, -np.log(A), np.log(1 - A)).mean()
loss
    y is 1 asks whether both are the same object in memory / before it has:
        if y is 1:
            part = math.log(a)
        return -part
softmax
    inf / inf / Python's:
        e = np.exp(x - x.min(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)
count_above
    np.where gives a tuple of arrays / True: len(np.where(x > limit))
cost
    it sits in an array of shape (1,): (-(Y @ np.log(A).T + (1 - Y) @ np.log(1 - A).T) / A.size)[0]
stable_sigmoid
    One yes or no is needed here / One formula: logistic(z) if z >= 0 else 1 - logistic(-z)
softmax
    Python's own max and min ask for one / `if` needs: np.exp(x - max(x))
"""
SLIPS = """
forward
    In Python ^ is no transpose: logistic(w^T @ X + b)
    The transpose of w is written with a dot, w.T: logistic(wT @ X + b)
    .T takes no brackets behind it: logistic(w.T() @ X + b)
    Nothing is called maths here: maths(w.T @ X + b)
forward_loops
    Nothing is called sigmoid here: sigmoid(b)
    np.zeros((1, 3)).: np.zeros(1, 3) + b
    A list takes one index at a time:
        A = []
        A[0, 1] = b
    The list has no such place:
        A = []
        A[0] = b
    range(m) counts up:
        for i in 3:
            pass
sigmoid
    Python knows no e alone: 1 / (1 + e ** -z)
    write np.exp. For one single number there is math.exp: 1 / (1 + exp(-z))
    write np.sqrt: 1 / (1 + abs(square_root(z)))
    write np.zeros: zeros(3) + z
    np.exp is a function: 1 / (1 + np.exp-z)
    A function has round ones: np.exp[z]
    A plain number has no .shape. Look at what stands before the dot: z.shape
    here it was given one number: [v for v in z]
    e to the power of 710 is too large: math.exp(1000) + z
    out= writes into an array: np.exp(-z, out=z)
    Put each comparison in brackets: (z > 0 & z < 1) * 1.0
sigmoid_into
    out= says only where the result goes: np.add(1, out=out)
    out= says only where the result goes: np.exp(out=out)
    too few or too many arguments / out= says: np.exp(z, 1, 2, out=out)
    Leave out= out, or look for the line:
        out = 1
        np.add(z, 1, out=out)
confusion
    Put each comparison in brackets / np.where: np.array([[np.sum(Y == 0 & Y == 1)]])
    took the second for the type of the entries: np.array([1, 2], [3, 4])
    ~ turns them round: np.sum(-(A > 0.5) * Y)
loss
    the natural logarithm belongs to NumPy, so write np.log: -ln(a)
    The natural logarithm is np.log: -np.ln(a)
    A number stands right before a bracket: -(y(math.log(a)) + 1)
    math.log was given 0 or less: math.log(a - 5)
    it takes no square brackets: a[0]
    A number has no length: len(a)
cost
    math.log takes one number, and was given an array: -np.mean(math.log(A))
    float takes one number: float(A)
    Entries have square brackets: A(0)
    divided by 0: np.sum(A / 0 * (1 / 0))
    There is no option called axes: np.mean(A, axes=1)
count_above
    np.count_nonzero: np.count(x > limit)
    Is np.sum meant?: np.sums(x > limit)
    np.sum(x > 2) counts: np.sum(x) > limit
    is used before it has a value:
        x = total
        total = 0
sum_of_squares
    Square brackets make a list: np.sum(v ** 2 for v in x)
    is no power: np.sum(x ^ 2)
gradients
    Set it first, with m = X.shape[1]: X @ (A - Y).T / m, 0
    n, m = X.shape takes both lengths:
        n, m = X.shape[0]
    There are more values on the right of =:
        a, b = 1, 2, 3
    not a list or text. np.array(...): [0.5] / A.size, 0
    only lists have .append: X.append(1), 0
    There is no .dto here: X.dto(A), 0
    A list has no .T: [1].T, 0
    Something is None here: None + 1, 0
    needs a whole number: range(A.size / 2), 0
    too few or too many arguments: logistic(X, A), 0
    A function stands where its result is needed: logistic - X, 0
    Two results are returned with a comma: np.array([X @ (A - Y).T, 0])
update
    Leave input() out: input("w? ")
predict
    calls itself again and again, and nothing stops it: (lambda f: f(f))(lambda f: f(f))
    two comparisons in a row: A > 0.5 > A
normalize_rows
    Try the line in a cell of its own: x / np.linalg.det(x)
"""


@pytest.mark.parametrize("name, words, function", answers(CONTRADICTED + SHAPES + CAUSES + SLIPS))
def test_what_is_said_is_true(name, words, function):
    found = judge(by_name()[name], function)
    true, _, untrue = words.partition(" / ")
    assert not found.passed
    assert len(found.sentences) <= 2
    assert true in str(found)
    said = str(found).splitlines()[0]  # without the learner's own lines
    assert not untrue or untrue not in said.split("). ", 1)[-1]


@pytest.mark.parametrize("name, _, function", answers(SHAPES))
def test_an_error_of_shapes_is_no_known_mistake_with_other_shapes(name, _, function):
    assert judge(by_name()[name], function).mistake is None


def test_a_mistake_is_the_same_with_np_dot_and_on_other_lines():
    for body in ("logistic(X @ w + b)", "Z = np.dot(X, w)\nreturn logistic(Z + b)"):
        assert verdict("forward", body).mistake == "rows_layout"


def test_an_array_of_another_cell_is_named():
    for shape in ((2, 3), (4, 3)):  # it may fit, or not
        found = verdict("forward", "logistic(w.T @ X_train + b)", X_train=np.ones(shape))
        assert found.mistake == "left_over"
        assert f"works with X_train, an array of another cell, {shape}" in str(found)


@pytest.mark.parametrize(
    "source, fits",
    [
        ("def cost(y, a):\n    return -np.mean(np.log(np.where(y, a, 1 - a)))", "(Y, A)"),
        ("def forward(data, weights, b):\n    return logistic(weights.T @ data + b)", "(X, w, b)"),
    ],
)
def test_arguments_in_another_order_under_other_names_are_told(source, fits):
    function = defined(source)
    found = judge(by_name()[function.__name__], function)
    assert found.mistake == "arguments"
    assert f"it is right when it is called with {fits}" in str(found)


@pytest.mark.parametrize(
    "old, new",
    [
        ("np.int", "`int`"),
        ("np.math.exp", "`np.exp`"),
        ("np.asscalar", "`.item()` behind the array"),
        ("np.in1d", "`np.isin`"),
        ("np.float_", "`np.float64`"),
        ("np.NaN", "`np.nan`"),
        ("np.mat", "`np.array`"),
        ("np.product", "`np.prod`"),
        ("np.alltrue", "`np.all`"),
    ],
)
def test_of_a_name_that_numpy_has_dropped_the_new_one_is_said_and_nothing_more(old, new):
    dropped = old.removesuffix(".exp")
    found = verdict("sigmoid", f"{old}(z)")
    assert found.sentences == (f"NumPy has dropped {dropped}: write {new}.",)


def test_a_function_whose_name_was_given_to_a_number_is_told():
    found = verdict("forward", "sigmoid(w.T @ X + b)", sigmoid=0.5)
    assert "sigmoid is no longer a function" in str(found)
    assert "Write * between" in str(verdict("loss", "y(a)", y=0.5))  # y is an argument


@pytest.mark.parametrize("missing, says", [("np", "run the first code cell"), ("math", "np.log")])
def test_a_module_that_is_not_imported_is_told(missing, says):
    function = defined(f"def loss(a, y):\n    return {missing}.log(a)")
    del function.__globals__[missing]
    assert says in str(judge(by_name()["loss"], function))


@pytest.mark.parametrize("name", by_name())
def test_after_an_error_nothing_is_said_of_what_is_never_used(name):
    for body in ("undefined_name", "np.nothing", "1 / 0", "np.zeros(3, 1)", "[][0]"):
        found = verdict(name, body)
        assert (found.kind, found.mistake) == ("raises", None)


def test_what_some_cases_tell_is_not_named_where_another_raises():
    def sigmoid(z):
        if np.ndim(z) == 2:
            raise ValueError("not for tables")
        return -1 / (1 + np.exp(-z))

    found = judge(by_name()["sigmoid"], sigmoid)
    assert (found.kind, found.mistake) == ("value", None)


def test_a_small_difference_is_not_written_away():
    found = verdict("predict", "(A > 0.5) * 1.00001")
    assert "is [[1.00001, 0. , 1.00001]] and needs to be [[1, 0, 1]]" in str(found)
    assert "-0 " not in str(verdict("loss", "-0.0 * a * y"))


def test_numbers_are_shown_as_they_are():
    assert verdict("predict", "[np.ones(4), 0]").rows[-2][1] == "[[1., 1., 1., 1.], 0]"
    assert "the result is 1000000 and needs" in str(verdict("sum_of_squares", "10**6"))
    assert verdict("predict", "(0, 0.25)").rows[-2] == ("you return", "(0, 0.25)")
    assert verdict("predict", "np.where(A[0] > 0.5)").rows[-2] == ("you return", "([0, 2],)")
    assert verdict("predict", "[np.ones(2), 0]").rows[-2] == ("you return", "[[1., 1.], 0]")
    assert verdict("predict", "[np.ones(5), 0]").rows[-2] == ("you return", "a list of 2")
    assert "the result is 1e+16 and needs" in str(verdict("sum_of_squares", "10**16"))
    assert "[[0. , 0.1, 0.2]]" in str(verdict("predict", "A * 0 + np.linspace(1e-7, 0.2, A.size)"))


@pytest.mark.parametrize("table", ["words.txt", "errors.txt"])
def test_all_words_are_plain(table):
    for _, sentences in paragraphs(table)[1:]:
        for sentence in sentences:
            assert list(tone(sentence)) == []
            assert len(sentence.split()) <= 40
