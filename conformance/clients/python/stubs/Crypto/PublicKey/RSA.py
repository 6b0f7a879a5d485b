# The one corner of PyCrypto that the libraries use: the bare private-key operation.


class _Key(object):

    def __init__(self, n, e, d):
        self.n, self.e, self.d = n, e, d

    def sign(self, number, unused):
        return (pow(number, self.d, self.n),)


def construct(numbers):
    return _Key(*numbers)
