package dev.holdfast.compatibility;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.AbstractView;
import org.springframework.web.servlet.view.RedirectView;

/** Views, and ways to other places. */
@Controller
@RequestMapping("/views")
class ViewsController {

    @PostMapping("/redirect")
    String redirect(RedirectAttributes attributes) {
        attributes.addAttribute("id", 7);
        return "redirect:/entities/{id}?seen=yes";
    }

    @PostMapping("/redirect-away")
    String redirectAway() {
        return "redirect:https://other.example/x";
    }

    @PostMapping("/redirect-303")
    RedirectView seeOther() {
        RedirectView view = new RedirectView("/entities/7", true);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return view;
    }

    @PostMapping("/redirect-flash")
    String flash(RedirectAttributes attributes) {
        attributes.addFlashAttribute("note", "saved");
        return "redirect:/entities/7";
    }

    @PostMapping("/forward")
    String forward(HttpServletResponse response) {
        response.setHeader("X-Forwarded-On", "yes");
        return "forward:/views/target?more=2";
    }

    @PostMapping("/forward-by-hand")
    void forwardByHand(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        request.getRequestDispatcher("/views/target").forward(request, response);
    }

    @PostMapping("/include")
    void include(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        response.setContentType("text/plain");
        response.getOutputStream().print("before ");
        request.getRequestDispatcher("/views/target").include(request, response);
        response.getOutputStream().print(" after");
    }

    @PostMapping("/forward-nowhere")
    String forwardNowhere() {
        return "forward:/nowhere";
    }

    @PostMapping("/target")
    @ResponseBody
    String target(HttpServletRequest request) {
        return request.getDispatcherType() + " " + request.getParameter("item") + " " + request.getParameter("more");
    }

    @PostMapping("/page")
    ModelAndView page() {
        ModelAndView page = new ModelAndView(new Page(), "name", "gr\u00fcn");
        page.setStatus(HttpStatus.ACCEPTED);
        return page;
    }

    @PostMapping("/page-of-a-view")
    View view(Model model) {
        model.addAttribute("name", "bl\u00e4u");
        return new Page();
    }

    private static final class Page extends AbstractView {
        Page() {
            setContentType("text/html;charset=UTF-8");
        }

        @Override
        protected void renderMergedOutputModel(
                Map<String, Object> model, HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            response.setContentType(getContentType());
            response.getWriter().print("<p>" + model.get("name") + "</p>");
        }
    }
}
