/// What `unfold lesson new` writes: a lesson of six steps that holds, with one of every kind of block.
public enum LessonTemplate {
    /// The lesson's file.
    ///
    /// - Parameter title: letters, digits, hyphens and blanks, 60 at most.
    public static func text(title: String) -> String {
        """
        ---
        unfold-lesson: 1
        title: "\(title)"
        source: my lecture
        minutes: 10
        needs: []
        ---

        # \(title)

        ## What is before you

        Say in two to four sentences what is to be seen. A *term* stands between stars, a name of the program between
        backticks, and mathematics between dollars: $h_t = \\tanh(W x_t + U h_{t-1} + b)$.

        ```scene
        elman-by-hand
        ```

        ```show
        at: forward:1
        focus: h[1]
        ```

        ```notes
        What you say when you present this step.
        ```

        ## Predict a number

        A number in the text is a claim and is recomputed: unit 1 begins with {{stack.0.h[1][1] = 0.7616}}.

        ```predict
        question: What is the pre-activation of unit 2 at t = 2?
        answer: stack.0.a[2][2]
        reveal: forward:2
        wrong:
          stack.0.h[2][2]: That is already squeezed by tanh.
        hints: [Row 2 of U reads unit 1 alone.]
        because: Row 2 of U times the state before, and x is 0.
        ```

        ## Choose

        ```ask
        question: How many sets of weights has this network?
        choices:
          a: one
          b: one for every step
        answer: a
        wrong:
          b: Then a longer sequence would need a larger network.
        hints: [Count the matrices that the editor lists.]
        because: The same W, U and b at every t.
        ```

        ## Change something

        ```do
        question: Make unit 1 at t = 4 positive by changing one number.
        until: stack.0.h[4][1] > 0
        edits: 1
        solution: {"stack.0.U[1][1]": -0.8}
        wrong:
        - set: {"stack.0.b[1]": -1}
          reply: A bias below 0 pulls the unit down at every step.
        hints: [Which entry of U brings unit 1 back to itself?]
        because: Two signs make a plus.
        ```

        ## Do an exercise

        ```exercise
        kind: linear-bptt
        seed: 1
        level: 1
        ```

        ## The formula to remember

        ```formula
        of: stack.0.h[3]
        unfold: h₃ = tanh(a₃)
        ```

        """
    }
}
