namespace Melange;

/// <summary>A part that adds something to the training loss: a pull on weights of its own.</summary>
public interface IPenalised
{
    /// <summary>What is added to the loss in each step.</summary>
    /// <returns>A scalar of at least 0, differentiable, new.</returns>
    Tensor Penalty();
}
