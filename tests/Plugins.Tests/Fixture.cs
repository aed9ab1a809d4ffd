using Melange.Host.TensorFiles;

namespace Melange.Plugins.Tests;

/// <summary>Reads the results of the reference arithmetic.</summary>
internal static class Fixture
{
    public static Dictionary<string, Tensor> Read(string name) =>
        Safetensors.Read(Path.Combine(AppContext.BaseDirectory, "Fixtures", $"{name}.safetensors"));

    public static PhonemeMatch Match(Dictionary<string, Tensor> fixture) => new(
        fixture["target_phonemes"], fixture["target_mask"].to(ScalarType.Bool),
        fixture["reference_phonemes"], fixture["reference_mask"].to(ScalarType.Bool));

    /// <summary>Puts weights of official names into a module; every weight of either side must be met.</summary>
    public static void Load(nn.Module module, IEnumerable<(string Name, Tensor Value)> weights)
    {
        var source = weights.ToDictionary(weight => weight.Name, weight => weight.Value);
        var target = module.state_dict();
        Assert.Equal(target.Keys.Order(), source.Keys.Order());
        using var off = no_grad();
        foreach (var (name, value) in source)
            target[name].copy_(value.view(target[name].shape));
    }
}
