namespace Melange.TestPlugins;

public sealed record MisbehavesOptions
{
    public Misbehaviour How { get; init; }
}

public enum Misbehaviour
{
    Fine, Throws, ThrowsWhenBuilt, ThrowsInWorker, WrongShape, Nan, OtherDevice, OtherNumbers, Alias, Disposed,
    NeverReturns, Aborts, RefusesBfloat16
}
