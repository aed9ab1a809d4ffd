namespace Melange.TestPlugins;

/// <summary>Breaks the contract in one way that is asked for.</summary>
public sealed class MisbehavingAttention : IReferenceAttention
{
    private readonly Misbehaviour how;

    public MisbehavingAttention(MisbehavesOptions options)
    {
        how = options.How;
        if (how == Misbehaviour.ThrowsWhenBuilt)
            throw new NotSupportedException("these weights are too heavy.");
        // What the check before the experiment does not meet: a file, say, that is gone when a trial starts.
        if (how == Misbehaviour.ThrowsInWorker && Environment.GetCommandLineArgs().Contains("trial"))
            throw new NotSupportedException("these weights have become too heavy.");
    }

    public Tensor Attend(Tensor hidden, AttentionInput input) => how switch
    {
        Misbehaviour.Throws => throw new ArithmeticException("the moon is full."),
        Misbehaviour.WrongShape => hidden.narrow(3, 0, hidden.shape[3] - 1).clone(),
        Misbehaviour.Nan => full_like(hidden, double.NaN),
        Misbehaviour.OtherDevice => hidden.to(new TorchSharp.torch.Device(TorchSharp.DeviceType.META)),
        Misbehaviour.OtherNumbers => hidden.to(float64),
        Misbehaviour.Alias => hidden.transpose(1, 2).transpose(1, 2),
        Misbehaviour.Disposed => Disposed(hidden),
        Misbehaviour.NeverReturns => Asleep(hidden),
        Misbehaviour.RefusesBfloat16 when hidden.dtype == ScalarType.BFloat16 =>
            throw new NotSupportedException("these weights are of 32 bits."),
        Misbehaviour.Aborts => hidden.matmul(ones(hidden.shape[3] + 1, 2)),
        _ => hidden.clone()
    };

    private static Tensor Disposed(Tensor hidden)
    {
        using var output = hidden.clone();
        return output;
    }

    private static Tensor Asleep(Tensor hidden)
    {
        Thread.Sleep(Timeout.Infinite);
        return hidden;
    }
}
